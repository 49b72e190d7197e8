using System.Security.Cryptography;
using System.Text;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Creations;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Api;

/// <summary>
/// A creation sent with an <c>Idempotency-Key</c> happens once: sent again within a day, it is answered with what was made then.
/// The key is kept as a hash, since nobody can know what people put there.
/// </summary>
internal sealed class Idempotency(IIdempotencyStore store, TimeProvider time)
{
    public const string Header = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotency-Replayed";

    private const int MaxLength = 255;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>Runs a route's endpoint, at most once for one key.</summary>
    public async Task RunAsync(HttpContext context, Principal caller, ApiRoute route)
    {
        var wanted = context.Request.Headers[Header].ToString();
        if (route.Replay is not { } replay || wanted.Length == 0)
        {
            await route.Handle(context, caller);
            return;
        }

        if (wanted.Length > MaxLength)
        {
            await ApiAnswer.RefuseAsync(context, new(RefusalKind.Invalid, $"`{Header}` has more than {MaxLength} characters; a random UUID is what it is made for"));
            return;
        }

        var claim = new IdempotencyRecord
        {
            Key = $"{caller.Id}\n{Hex(Encoding.UTF8.GetBytes(wanted))}",
            Request = await HashAsync(context),
            At = time.GetUtcNow(),
        };
        var held = await store.ClaimAsync(claim, claim.At - Kept, context.RequestAborted);
        await (held switch
        {
            null => MakeAsync(context, caller, route, claim),
            _ when held.Request != claim.Request => Refuse(RefusalKind.Invalid, $"this `{Header}` was used for another request; use a new one"),
            { ObjectId: { } id } => ReplayAsync(context, caller, replay, id),
            _ => Refuse(RefusalKind.Conflict, $"the request with this `{Header}` is still being worked on, or its end was not noted; list what there is, then ask again or use a new one"),
        });

        Task Refuse(RefusalKind kind, string message) => ApiAnswer.RefuseAsync(context, new(kind, message));
    }

    private async Task MakeAsync(HttpContext context, Principal caller, ApiRoute route, IdempotencyRecord claim)
    {
        try
        {
            await route.Handle(context, caller);
        }
        finally
        {
            // Noted also when the caller has hung up meanwhile: that is what the key is for.
            await (context.Features.Get<CreatedObject>() is { } made
                ? store.FinishAsync(claim.Key, made.Id, CancellationToken.None)
                : store.ReleaseAsync(claim.Key, CancellationToken.None));
        }
    }

    private static Task ReplayAsync(HttpContext context, Principal caller, Func<HttpContext, Principal, string, Task> replay, string id)
    {
        context.Response.Headers[ReplayedHeader] = "true";
        return replay(context, caller, id);
    }

    private static async Task<string> HashAsync(HttpContext context)
    {
        var request = context.Request;
        request.EnableBuffering();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}\n"));
        var buffer = new byte[8192];
        for (int read; (read = await request.Body.ReadAsync(buffer, context.RequestAborted)) > 0;)
        {
            hash.AppendData(buffer, 0, read);
        }

        request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
