using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Host.ControlPlane.Chat;

/// <summary>A key that the console calls with.</summary>
/// <param name="Text">What goes into the header.</param>
/// <param name="Key">What the gateway knows of it.</param>
internal sealed record LentKey(string Text, KeyRecord Key)
{
    /// <summary>Leaves the key out, so that no log line can carry it.</summary>
    public override string ToString() => Key.Id;
}
