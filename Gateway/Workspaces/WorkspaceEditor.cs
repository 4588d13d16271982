using HybridCalendar.Gateway.Api;
using HybridCalendar.Gateway.Audit;
using HybridCalendar.Grains;
using HybridCalendar.Grains.Catalogs;
using HybridCalendar.Grains.Rooms;

namespace HybridCalendar.Gateway.Workspaces;

/// <summary>Sets workspaces up, for the API and the pages alike.</summary>
internal sealed class WorkspaceEditor(IGrainFactory grains, Catalog catalog, PrimaryAddresses addresses, EntityTags tags, AuditTrail trail)
{
    private const int MostDevices = 50;

    /// <summary>RoomOS takes no longer ones.</summary>
    private const int LongestBufferMinutes = 180;

    /// <summary>Somebody else may save in the same moment, and again in the next.</summary>
    private const int MostTries = 5;

    /// <summary>Checks the settings and saves them.</summary>
    /// <param name="mail">The workspace's address.</param>
    /// <param name="settings">All that is to hold.</param>
    /// <param name="ifMatch">The tag of the settings that were read before; null to overwrite whatever is there.</param>
    public async Task<WorkspaceSave> SaveAsync(string mail, WorkspaceSettings settings, string? ifMatch)
    {
        var problems = await CheckAsync(settings);
        if (problems.Any)
            return new WorkspaceSave(problems);
        var current = await Room(mail).GetSettings();
        if (!tags.Allows(ifMatch, current))
            return new WorkspaceSave(problems, IsStale: true);
        if (await FindAliasAsync(mail, current, settings) is { } alias)
            return alias;
        if (!EntityTags.IsForAny(ifMatch))
            return await SaveFromAsync(mail, current, settings);
        trail.Note(current, settings, GrainKeys.Normalize(mail));
        return new WorkspaceSave(problems, await Room(mail).Configure(settings));
    }

    /// <summary>Checks and saves a part of the settings; what somebody else changes in the same moment stays.</summary>
    /// <param name="mail">The workspace's address.</param>
    /// <param name="change">Makes all that is to hold from what holds. It is called again when somebody changed that.</param>
    /// <param name="ifMatch">The tag of the settings that were read before; null when it does not matter what else holds.</param>
    public async Task<WorkspaceSave> ChangeAsync(string mail, Func<WorkspaceSettings, WorkspaceSettings> change, string? ifMatch = null)
    {
        for (var tries = 1; ; tries++)
        {
            var current = await Room(mail).GetSettings();
            var settings = change(current);
            var problems = await CheckAsync(settings);
            if (problems.Any || !tags.Allows(ifMatch, current))
                return new WorkspaceSave(problems, IsStale: !problems.Any);
            if (await FindAliasAsync(mail, current, settings) is { } alias)
                return alias;
            var save = await SaveFromAsync(mail, current, settings);
            if (!save.IsStale || tries == MostTries)
                return save;
            trail.Undone();
        }
    }

    /// <summary>Removes the workspace; its devices are set free.</summary>
    /// <param name="mail">The workspace's address.</param>
    /// <param name="ifMatch">The tag of the settings that were read before; null to remove it whatever they are.</param>
    public async Task<WorkspaceSave> RemoveAsync(string mail, string? ifMatch)
    {
        var current = await Room(mail).GetSettings();
        if (!tags.Allows(ifMatch, current))
            return new WorkspaceSave(new Problems(), IsStale: true);
        trail.Note(current, null, GrainKeys.Normalize(mail), "workspace.removed");
        return new WorkspaceSave(new Problems(), IsMissing: !await Room(mail).Remove());
    }

    /// <summary>Gives the workspace another room mailbox.</summary>
    /// <param name="mail">The workspace's address.</param>
    /// <param name="mailbox">The other mailbox's address.</param>
    /// <param name="ifMatch">The tag of the settings that were read before; null to move it whatever they are.</param>
    public async Task<WorkspaceSave> MoveAsync(string mail, string mailbox, string? ifMatch)
    {
        var (from, to) = (GrainKeys.Normalize(mail), GrainKeys.Normalize(mailbox));
        var problems = new Problems().Require(MailAddress.FindProblem(to) is null, "mailbox", "is no mail address.");
        if (problems.Any)
            return new WorkspaceSave(problems);
        if ((await catalog.FindRoomsAsync([from])).Count == 0)
            return new WorkspaceSave(problems, IsMissing: true);
        if ((await catalog.FindRoomsAsync([to])).Count > 0)
            return new WorkspaceSave(problems, new WorkspaceConflict(to, null), IsTaken: true);
        var settings = await Room(from).GetSettings();
        if (!tags.Allows(ifMatch, settings))
            return new WorkspaceSave(problems, IsStale: true);
        if (await FindAliasAsync(to, from) is { } alias)
            return alias;
        trail.Note(settings, null, from, "workspace.removed");
        trail.Note(null, settings, to, "workspace.set");
        var move = await Room(from).Move(settings, to);
        return new WorkspaceSave(
            problems, move?.Conflict, move?.IsStale ?? false, IsMissing: move is null, IsTaken: move?.Conflict is { Device: null } conflict && conflict.Workspace == to);
    }

    private async Task<WorkspaceSave?> FindAliasAsync(string mail, WorkspaceSettings current, WorkspaceSettings settings) =>
        settings.CalendarEnabled && !current.CalendarEnabled ? await FindAliasAsync(mail) : null;

    /// <summary>A workspace is begun by its mailbox's primary address; that another one has the mailbox is told when it is claimed.</summary>
    /// <param name="mail">The address that it is to have.</param>
    /// <param name="from">The one that it has now; null for a new one.</param>
    private async Task<WorkspaceSave?> FindAliasAsync(string mail, string? from = null)
    {
        if (await addresses.FindOtherAsync(mail) is not { } primary)
            return null;
        var isOwn = primary == from;
        return isOwn || (await catalog.FindRoomsAsync([primary])).Count == 0
            ? new WorkspaceSave(new Problems(), new WorkspaceConflict(primary, null), IsAlias: !isOwn)
            : null;
    }

    /// <summary>Somebody may have changed them since they were looked at here.</summary>
    private async Task<WorkspaceSave> SaveFromAsync(string mail, WorkspaceSettings read, WorkspaceSettings settings)
    {
        trail.Note(read, settings, GrainKeys.Normalize(mail));
        var update = await Room(mail).ConfigureFrom(read, settings);
        return new WorkspaceSave(new Problems(), update.Conflict, update.IsStale);
    }

    private async Task<Problems> CheckAsync(WorkspaceSettings settings)
    {
        var problems = new Problems()
            .RequireName(settings.DisplayName)
            .Require(IsBuffer(settings.StartBufferMinutes), "startBufferMinutes", "must be 0 to 180, or left out for the organization's.")
            .Require(IsBuffer(settings.EndBufferMinutes), "endBufferMinutes", "must be 0 to 180, or left out for the organization's.")
            .Require(settings.TitleMasking is not { } masking || Enum.IsDefined(masking), "titleMasking", "must be none, private or all, or left out for the organization's.")
            .Require(!settings.Devices.IsDefault && settings.Devices.Length <= MostDevices, "devices", $"must be a list of at most {MostDevices} ids.");
        if (!problems.Any)
            await RequireDevicesAsync(settings, problems);
        return problems;
    }

    private static bool IsBuffer(int? minutes) => minutes is null or (>= 0 and <= LongestBufferMinutes);

    /// <summary>Asks the catalog: a device whose grain fails must not keep the others of its workspace from being set up.</summary>
    private async Task RequireDevicesAsync(WorkspaceSettings settings, Problems problems)
    {
        var known = await catalog.FindDevicesAsync(settings.Devices);
        problems.Require(settings.Devices.Distinct().Count() == settings.Devices.Length, "devices", "names a device twice.");
        foreach (var id in settings.Devices)
            problems.Require(known.Contains(id), "devices", $"names a device that does not exist: '{id}'. Make it first, with PUT /api/devices/{{id}}.");
    }

    private IRoomMailboxGrain Room(string mail) => grains.GetGrain<IRoomMailboxGrain>(GrainKeys.Room(mail));
}
