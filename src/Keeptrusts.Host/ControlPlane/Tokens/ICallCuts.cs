namespace Keeptrusts.Host.ControlPlane.Tokens;

/// <summary>Ends calls of keys that are revoked already, in this process and on the gateway nodes that are linked to it.</summary>
internal interface ICallCuts
{
    /// <summary>Ends them. Doing it twice does no harm.</summary>
    void Cut(IReadOnlyCollection<string> keyIds);
}
