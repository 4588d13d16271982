namespace HybridCalendar.Connector.Tms;

/// <summary>
/// The licence session that TMS hands out and wants back with every call. One for all calls: TMS gives out no more than it has
/// licences for.
/// </summary>
internal sealed class TmsSession
{
    private volatile string? _id;

    public string? Id => _id;

    public void Adopt(string? id)
    {
        if (!string.IsNullOrWhiteSpace(id))
            _id = id.Trim();
    }
}
