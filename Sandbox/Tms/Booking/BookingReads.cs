using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using HybridCalendar.Sandbox.Tms.Access;
using HybridCalendar.Sandbox.Tms.Soap;
using NodaTime;

namespace HybridCalendar.Sandbox.Tms.Booking;

/// <summary>What can be asked about conferences.</summary>
internal sealed class BookingReads(TmsWorld world)
{
    private static readonly XNamespace s_ns = TmsNames.Booking;

    private Instant Now => Instant.FromDateTimeOffset(world.Time.GetUtcNow());

    /// <summary>Conferences of some systems, of all when none is named.</summary>
    public IEnumerable<XElement> ForSystems(XElement arguments)
    {
        var systems = arguments.Each("SystemIds").Select(id => int.Parse(id.Value, CultureInfo.InvariantCulture)).ToHashSet();
        foreach (var id in systems)
            world.Systems.Require(id);
        return List(arguments, (_, one) => systems.Count == 0 || one.Data.Systems.Any(systems.Contains));
    }

    /// <summary>Conferences that a user created or owns.</summary>
    public IEnumerable<XElement> ForUser(XElement arguments, TmsUser caller)
    {
        var name = arguments.Text("UserName");
        var user = name.Length == 0 ? caller : world.Users.Find(name) ?? throw new TmsFault(TmsErrorCode.UserNotFound, "The user was not found.");
        if (user.Id != caller.Id && !caller.BooksOnBehalf)
            throw new TmsFault(TmsErrorCode.NoAccessToConference, "You have no access to the conferences of others.");
        return List(arguments, (booking, _) => booking.Data.Owner.Id == user.Id || booking.CreatorId == user.Id);
    }

    public XElement ById(XElement arguments, TmsUser caller)
    {
        var (booking, instance) = Required(arguments);
        BookingEnds.CheckAccess(booking, caller);
        return world.Shape.OfInstance(booking, instance);
    }

    public XElement SeriesById(XElement arguments, TmsUser caller, bool fromFirstPending)
    {
        var (booking, _) = Required(arguments);
        BookingEnds.CheckAccess(booking, caller);
        var first = fromFirstPending ? booking.Instances.Where(one => !one.Deleted && !one.IsOver(Now)).Min(one => (Instant?)one.Data.Start) : null;
        return world.Shape.OfBooking(booking, first);
    }

    /// <summary>The conference with an external key, and the occurrence that is asked for, else the first one.</summary>
    public (TmsBooking Booking, TmsInstance Instance) ByKey(XElement arguments, TmsUser caller)
    {
        var booking = world.Store.Find(arguments.Text("ExternalSourceId"), arguments.Text("ExternalConferenceId")) ?? throw BookingEnds.NotFound();
        BookingEnds.CheckAccess(booking, caller);
        return (booking, arguments.Moment("RecurrenceIdUTC") is { } slot
            ? BookingEnds.Instance(booking, slot)
            : booking.Instances.FirstOrDefault(one => !one.Deleted) ?? booking.Instances[0]);
    }

    public (TmsBooking Booking, TmsInstance Instance) Required(XElement arguments) =>
        world.Store.Find((int)arguments.Number("ConferenceId")) ?? throw BookingEnds.NotFound();

    public IEnumerable<XElement> Transactions(long since) => Since(since, one => new XElement(s_ns + "Transaction",
        new XElement(s_ns + "TransactionId", one.Id), new XElement(s_ns + "ConferenceId", one.ConferenceId), Rest(one)));

    public IEnumerable<XElement> KeyedTransactions(long since) => Since(since, one => new XElement(s_ns + "ConferenceTransaction",
        new XElement(s_ns + "TransactionId", one.Id), new XElement(s_ns + "ExternalSourceId", one.Source), new XElement(s_ns + "ExternalPrimaryKey", one.Key),
        one.Slot is { } slot ? new XElement(s_ns + "RecurrenceInstanceIdUTC", TmsText.Write(slot)) : null, Rest(one)));

    private static XElement[] Rest(TmsTransaction one) =>
    [
        new(s_ns + "TransType", one.Kind), new(s_ns + "PerformedByUserId", one.UserId), new(s_ns + "ParticipantIds", string.Join(',', one.ParticipantIds)),
    ];

    /// <summary>When there are too many, the last one told says that the list is not complete: ask again from there.</summary>
    private List<XElement> Since(long since, Func<TmsTransaction, XElement> write)
    {
        if (since < 0 || since > world.Store.Log.Last)
            throw TmsFault.Unspecified("There is no such transaction.");
        var most = world.Options.TransactionsInAnswer;
        var told = world.Store.Log.After(since).Take(most + 1).ToList();
        if (told.Count <= most)
            return [.. told.Select(write)];
        var marker = told[most - 1] with { Kind = "ListIncomplete" };
        return [.. told.Take(most).Append(marker).Select(write)];
    }

    private List<XElement> List(XElement arguments, Func<TmsBooking, TmsInstance, bool> isMeant)
    {
        var (start, to) = (Moment(arguments, "StartTime"), Moment(arguments, "EndTime"));
        var status = arguments.Text("ConferenceStatus");
        return
        [
            .. from booking in world.Store.All
               from one in booking.Instances
               where one.Data.Start < to && one.Data.End > start && Fits(one.Status(Now), status) && isMeant(booking, one)
               orderby one.Data.Start, one.Id
               select world.Shape.OfInstance(booking, one, isDetail: false),
        ];
    }

    private static bool Fits(string has, string asked) => asked switch
    {
        "" or "All" => true,
        "AllExceptDeleted" => has != "Deleted",
        "PendingAndOngoing" => has is "Pending" or "Ongoing",
        _ => has == asked,
    };

    /// <summary>The framework's default for a date that is missing is the year 1.</summary>
    private static Instant Moment(XElement arguments, string name) => arguments.Text(name) is { Length: > 0 } text
        ? Instant.FromDateTimeOffset(XmlConvert.ToDateTimeOffset(text)) : Instant.FromUtc(1, 1, 1, 0, 0);
}
