namespace Keeptrusts.Host.Tests.Budgets;

/// <summary>A clock on which no time passes, though its timers fire: whoever waits by it does so however slow the machine is.</summary>
internal sealed class EndlessPatience : TimeProvider
{
    public override long GetTimestamp() => 0;
}
