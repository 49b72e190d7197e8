using System.Net;
using Keeptrusts.Policy;
using Keeptrusts.Policy.Kinds;

namespace Keeptrusts.Gateway.Middleware.Configuration;

/// <summary>Settings of the gateway.</summary>
public sealed class GatewayOptions
{
    /// <summary>The gateway's name in events. Default <c>local-gw</c>.</summary>
    public string Name { get; set; } = "local-gw";

    /// <summary>
    /// The policy document that governs all calls, for hosts without an <c>IPolicySource</c> of their own. Read at the start, which fails where it does not
    /// load, and again when it changes.
    /// </summary>
    public string? PolicyConfig { get; set; }

    /// <summary>
    /// The gateway keys, for hosts without an <c>IKeyStore</c> of their own: a JSON list of objects with <c>sha256</c> (of the key's text, in hexadecimal),
    /// <c>name</c> and <c>team</c>, and where wanted <c>owner</c>, <c>models</c>, <c>roles</c>, <c>on_behalf_of</c>, <c>expires_at</c> and <c>revoked_at</c>.
    /// Read at the start and again when it changes.
    /// </summary>
    public string? KeyFile { get; set; }

    /// <summary>The deployment environment that selectors see, such as <c>prod</c>.</summary>
    public string? Environment { get; set; }

    /// <summary>The environment where <see cref="Environment"/> is not set; asked on every call.</summary>
    internal Func<string?> DefaultEnvironment { get; set; } = static () => null;

    /// <summary>Folder of the journal. Default <c>.keeptrusts/journal</c>.</summary>
    public string JournalDirectory { get; set; } = Path.Combine(".keeptrusts", "journal");

    /// <summary>What an acknowledged event survives. Default <see cref="JournalDurability.Process"/>.</summary>
    public JournalDurability Durability { get; set; } = JournalDurability.Process;

    /// <summary>Largest request body, in bytes. Default 10 MiB.</summary>
    public int MaxRequestBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>Largest response body that is not streamed, in bytes. Default 64 MiB: the largest answer of embeddings has 34 MB.</summary>
    public int MaxResponseBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Seconds of silence after which a stream gets a comment. Default 15; 0 = never.</summary>
    public int KeepAliveSeconds { get; set; } = 15;

    /// <summary>What policy documents of this gateway may use beside the built-in kinds; load them with it: <c>PolicyEngine.Load(yaml, options.PolicyOptions)</c>.</summary>
    public PolicyOptions PolicyOptions { get; private set; } = PolicyOptions.Default;

    /// <summary>Calls in flight above which new ones get 503 <c>overloaded</c>. Default 10,000.</summary>
    public int MaxConcurrentCalls { get; set; } = 10_000;

    /// <summary>
    /// Key of the hashes of texts in events, for policies with <c>content: hash</c>: secret, always the same, at least 32 bytes. Default none: calls under
    /// such a policy are then refused. Not used where an <c>IContentKeySource</c> is registered.
    /// </summary>
    public ReadOnlyMemory<byte> ContentHashKey { get; set; }

    /// <summary>
    /// Proxies in front of the gateway whose <c>X-Forwarded-For</c> says who calls, for limits per address. Default none: the header is ignored, since
    /// anybody can send it.
    /// </summary>
    public IList<IPNetwork> TrustedProxies { get; } = [];

    /// <summary>Adds a kind of policy of one's own, which documents then use by its name.</summary>
    /// <typeparam name="TKind">The kind's class; it derives from the kind with typed options.</typeparam>
    /// <returns>These options.</returns>
    public GatewayOptions AddPolicyKind<TKind>()
        where TKind : PolicyKind, new()
    {
        PolicyOptions = PolicyOptions with { Kinds = [.. PolicyOptions.Kinds, new TKind()] };
        return this;
    }
}

/// <summary>What an acknowledged event survives.</summary>
public enum JournalDurability
{
    /// <summary>The end of the process, <c>kill -9</c> included.</summary>
    Process,

    /// <summary>The loss of power: each batch is synced to the disk.</summary>
    Disk,
}
