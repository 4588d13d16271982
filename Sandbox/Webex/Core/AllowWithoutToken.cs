namespace HybridCalendar.Sandbox.Webex;

/// <summary>Metadata of the endpoint that gives tokens.</summary>
internal sealed class AllowWithoutToken;
