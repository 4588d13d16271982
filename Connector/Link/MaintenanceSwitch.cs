namespace HybridCalendar.Connector.Link;

/// <summary>Whether an administrator has taken the connector out of service: a file in the data directory, so that it outlives a restart.</summary>
public sealed class MaintenanceSwitch(string directory)
{
    private readonly string _file = Path.Combine(directory, "maintenance");

    public bool IsOn => File.Exists(_file);

    public void Set(bool on)
    {
        if (on)
            File.WriteAllText(_file, "");
        else
            File.Delete(_file);
    }
}
