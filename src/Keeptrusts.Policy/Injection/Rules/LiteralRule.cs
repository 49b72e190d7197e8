namespace Keeptrusts.Policy.Injection.Rules;

/// <summary>A row of characters that has no business in ordinary text.</summary>
/// <param name="Text">In normal form.</param>
/// <param name="Id">Name of the signal.</param>
/// <param name="UserFloor">As in <see cref="InjectionRule"/>.</param>
/// <param name="UntrustedFloor">As in <see cref="InjectionRule"/>.</param>
/// <param name="LineStart">Whether the floors count only at the start of a line.</param>
internal sealed record LiteralRule(string Text, string Id, int UserFloor, int UntrustedFloor, bool LineStart = false)
{
    public int Floor(bool untrusted) => untrusted ? UntrustedFloor : UserFloor;
}
