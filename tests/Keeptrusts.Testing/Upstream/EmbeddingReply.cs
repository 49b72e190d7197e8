using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Keeptrusts.Testing.Upstream;

/// <summary>One vector of <c>/v1/embeddings</c>, as numbers or in base64 as the request asks.</summary>
/// <param name="Vector">The vector.</param>
public sealed record EmbeddingReply(float[] Vector) : MockReply
{
    private protected override async Task WriteCoreAsync(HttpContext context, RecordedRequest request)
    {
        var vector = request.Json["encoding_format"]?.GetValue<string>() == "base64"
            ? JsonText.Quote(Convert.ToBase64String(MemoryMarshal.AsBytes(Vector.AsSpan())))
            : $"[{string.Join(',', Vector.Select(v => v.ToString(CultureInfo.InvariantCulture)))}]";
        var body = $$$"""{"object":"list","data":[{"object":"embedding","index":0,"embedding":{{{vector}}}}],"model":"text-embedding-3-small","usage":{"prompt_tokens":8,"total_tokens":8}}""";
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body), context.RequestAborted).ConfigureAwait(false);
    }
}
