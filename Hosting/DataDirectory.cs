namespace HybridCalendar.Hosting;

/// <summary>The folder of databases and keys: nobody else on the machine may read it.</summary>
public static class DataDirectory
{
    /// <summary>Makes the folder when it is missing.</summary>
    /// <returns>Its full path.</returns>
    public static string Prepare(string path)
    {
        var full = Path.GetFullPath(path);
        if (OperatingSystem.IsWindows())
            return Directory.CreateDirectory(full).FullName;
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        return Directory.CreateDirectory(full, OwnerOnly).FullName;
    }
}
