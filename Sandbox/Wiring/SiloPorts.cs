namespace HybridCalendar.Sandbox.Wiring;

/// <summary>Where a silo of this machine listens.</summary>
/// <param name="Silo">For other silos.</param>
/// <param name="Client">For gateways.</param>
/// <param name="Health">For who asks for its health.</param>
internal sealed record SiloPorts(int Silo, int Client, int Health)
{
    /// <summary>Of the silo with this number, the first has 0.</summary>
    public static SiloPorts Usual(int number) => new(11111 + number, 30001 + number, 5180 + number);

    /// <summary>Some that nobody uses now.</summary>
    public static SiloPorts Free() => new(FreePorts.Next(), FreePorts.Next(), FreePorts.Next());
}
