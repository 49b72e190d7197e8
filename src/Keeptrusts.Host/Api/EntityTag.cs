using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Keeptrusts.Host.Records;
using Microsoft.Net.Http.Headers;

namespace Keeptrusts.Host.Api;

/// <summary>Strong tags of single objects: the hash of what is shown. Whoever sends one back with <c>If-Match</c> changes only what they saw.</summary>
internal static class EntityTag
{
    private const int HashBytes = 12;

    public static string Of(ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        return $"\"{Convert.ToHexStringLower(hash[..HashBytes])}\"";
    }

    /// <summary>Whether the caller has this already.</summary>
    public static bool IsKnown(HttpContext context, string tag) => HttpMethods.IsGet(context.Request.Method) && Lists(context.Request.Headers.IfNoneMatch, tag);

    /// <summary>Refuses a change of an object that is not any more what the caller saw; without <c>If-Match</c> nothing is asked.</summary>
    /// <returns>For the service to call with the object as it is, in the transaction that changes it.</returns>
    public static Func<TObject, Refusal?> Precondition<TObject, TView>(HttpContext context, Func<TObject, TView> view, JsonTypeInfo<TView> type)
    {
        var wanted = context.Request.Headers.IfMatch;
        return current => wanted.Count == 0 || Lists(wanted, Of(JsonSerializer.SerializeToUtf8Bytes(view(current), type)))
            ? null
            : new(RefusalKind.Stale, "somebody changed this since you read it; read it again, then send your change with its new `ETag` in `If-Match`");
    }

    private static bool Lists(Microsoft.Extensions.Primitives.StringValues header, string tag) =>
        EntityTagHeaderValue.TryParseList(header, out var tags) && tags.Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Tag == tag);
}
