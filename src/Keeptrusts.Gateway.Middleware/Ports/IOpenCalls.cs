namespace Keeptrusts.Gateway.Middleware.Ports;

/// <summary>The calls that are under way, for the host. The gateway supplies it.</summary>
public interface IOpenCalls
{
    /// <summary>
    /// Ends the calls of a key at once: streams get an error event and no end mark, others 401; both <c>key_revoked</c>. They are settled and recorded as
    /// cut. Revoke the key first, so that <see cref="IKeyStore"/> says so: then no call slips in between. Does not wait for their ends.
    /// </summary>
    /// <param name="keyId">The key's id.</param>
    /// <returns>How many there were.</returns>
    int Cut(string keyId);
}
