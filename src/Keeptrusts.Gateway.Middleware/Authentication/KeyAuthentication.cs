using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Policy.Keys;

namespace Keeptrusts.Gateway.Middleware.Authentication;

/// <summary>Step 1: who is calling?</summary>
internal sealed class KeyAuthentication(IKeyStore keys, OpenCalls open, TimeProvider time)
{
    private const string Scheme = "Bearer ";
    private const int LongestKey = 128;

    /// <summary>Identifies the caller of a call that can be cut from then on.</summary>
    public Step<KeyRecord> Enter(InboundCall call)
    {
        var cuts = open.Cuts;
        var found = Identify(call.Key);
        if (found.Refused(out _, out var key))
        {
            return found;
        }

        // Who cuts calls now sees this one. Who did so before, but after the look-up, did not: then the key has to be looked up again.
        open.Enter(call.End, key.Id);
        return open.Cuts == cuts ? found : Again(call, key);
    }

    /// <summary>The call cannot be cut any more.</summary>
    public void Leave(InboundCall call, KeyRecord key) => open.Leave(call.End, key.Id);

    private Step<KeyRecord> Again(InboundCall call, KeyRecord key)
    {
        var found = Identify(call.Key);
        if (found.Refused(out _, out _))
        {
            Leave(call, key);
        }

        return found;
    }

    /// <summary>Whose key was sent.</summary>
    public Step<KeyRecord> Identify(SentKey sent)
    {
        if (sent.Several)
        {
            return Unauthorized("invalid_api_key", "More than one API key was sent: `Authorization` and the header of this path's clients count together, and each of them once. Send one.");
        }

        if (sent.Header is not { } header)
        {
            return Unauthorized("invalid_api_key", "No API key was sent. Send `Authorization: Bearer kt_gk_…`; `kt tokens create --type gateway --name NAME --team-id TEAM` makes a key.");
        }

        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || header.Length - Scheme.Length > LongestKey)
        {
            return Unauthorized("invalid_api_key", "The Authorization header is not `Bearer kt_gk_…`. Check the key that your client sends.");
        }

        Span<byte> text = stackalloc byte[LongestKey];
        Span<byte> hash = stackalloc byte[32];
        if (!Ascii.TryFromUtf16Trimmed(header.AsSpan(Scheme.Length), text, out var length)
            || !GatewayKey.TryHash(text[..length], hash, out var kind))
        {
            return Unauthorized("invalid_api_key", "The API key is not a gateway key, or it was copied in part. Gateway keys begin with `kt_gk_`; make one with `kt tokens create --type gateway`.");
        }

        if (kind != KeyKind.Gateway)
        {
            return Unauthorized("invalid_api_key", "This is a control-plane token. Calls to models need a gateway key (`kt_gk_…`); make one with `kt tokens create --type gateway`.");
        }

        if (keys.Find(hash) is not { } key)
        {
            return Unauthorized("invalid_api_key", "The API key is not known to this gateway. List the keys with `kt tokens list`, or make one with `kt tokens create --type gateway`.");
        }

        var now = time.GetUtcNow();
        if (key.RevokedAt <= now)
        {
            return Unauthorized("key_revoked", $"The API key `{key.Name}` was revoked at {key.RevokedAt:u}. Make a new one with `kt tokens create --type gateway`.");
        }

        if (key.ExpiresAt <= now)
        {
            return Unauthorized("key_expired", $"The API key `{key.Name}` expired at {key.ExpiresAt:u}. Make a new one with `kt tokens create --type gateway`.");
        }

        keys.MarkUsed(key, now);
        return key;
    }

    /// <summary>For a call that was under way. Once something has been sent, the status is what it is.</summary>
    public static Refusal Cut(KeyRecord key, InboundCall call) =>
        Unauthorized("key_revoked", $"The API key `{key.Name}` was revoked, and its calls were ended at once. Make a new one with `kt tokens create --type gateway`.") with
        {
            Status = call.Reply.HasStarted ? 200 : 401,
            Outcome = Outcomes.Cut,
        };

    private static Refusal Unauthorized(string code, string message) =>
        new() { Status = 401, Type = "invalid_request_error", Code = code, Message = message };
}
