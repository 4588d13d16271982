namespace HybridCalendar.Sandbox.Tms;

/// <summary>What TMS's certificate looks like.</summary>
public enum TmsCertificateKind
{
    /// <summary>Signed by the Sandbox's own authority, for the right host, valid.</summary>
    CaSigned,

    /// <summary>Signed by itself, as TMS's installer makes one.</summary>
    SelfSigned,

    /// <summary>Signed by the authority, but expired.</summary>
    Expired,

    /// <summary>Signed by the authority for another host.</summary>
    WrongHost,
}
