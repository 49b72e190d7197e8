using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Keeptrusts.Host.ControlPlane;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.Records;
using Microsoft.AspNetCore.WebUtilities;

namespace Keeptrusts.Host.Api;

/// <summary>Writes answers and refusals.</summary>
internal static class ApiAnswer
{
    public static Task OkAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(context.Response.Body, value, type, context.RequestAborted);
    }

    /// <summary>One object with its <c>ETag</c>; to a caller who has it already, 304.</summary>
    public static async Task ObjectAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(value, type);
        var tag = EntityTag.Of(body);
        context.Response.Headers.ETag = tag;
        if (EntityTag.IsKnown(context, tag))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>What a creation made. The id is what the same creation, asked for again with its <c>Idempotency-Key</c>, is answered by.</summary>
    public static Task CreatedAsync<T>(HttpContext context, string id, string location, T value, JsonTypeInfo<T> type, int status = StatusCodes.Status201Created)
    {
        context.Features.Set(new CreatedObject(id));
        context.Response.Headers.Location = location;
        return OkAsync(context, value, type, status);
    }

    /// <summary>One page of a list that is at hand whole.</summary>
    public static Task PageAsync<T>(
        HttpContext context, IEnumerable<T> ordered, Func<T, string> key, JsonTypeInfo<Page<T>> type, bool descending = false) =>
        PageQuery.Read(context.Request.Query).Refused(out var refusal, out var page)
            ? RefuseAsync(context, refusal)
            : OkAsync(context, page.Of(ordered, key, descending), type);

    /// <summary>One page of a list whose order no field of its items tells; the cursor is a place in it.</summary>
    public static Task PlacedPageAsync<T>(HttpContext context, IReadOnlyList<T> list, JsonTypeInfo<Page<T>> type)
    {
        if (PageQuery.Read(context.Request.Query).Refused(out var refusal, out var query))
        {
            return RefuseAsync(context, refusal);
        }

        var page = query.Of(list.Index(), item => item.Index.ToString("D9", CultureInfo.InvariantCulture));
        return OkAsync(context, new Page<T>([.. page.Data.Select(item => item.Item)], page.NextCursor), type);
    }

    public static Task RefuseAsync(HttpContext context, Refusal refusal)
    {
        var status = refusal.Kind switch
        {
            RefusalKind.Malformed => StatusCodes.Status400BadRequest,
            RefusalKind.Invalid => StatusCodes.Status422UnprocessableEntity,
            RefusalKind.Unauthenticated => StatusCodes.Status401Unauthorized,
            RefusalKind.Forbidden => StatusCodes.Status403Forbidden,
            RefusalKind.NotFound => StatusCodes.Status404NotFound,
            RefusalKind.Stale => StatusCodes.Status412PreconditionFailed,
            RefusalKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status409Conflict,
        };
        if (status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }

        return ProblemAsync(context, status, refusal.Message);
    }

    public static Task ProblemAsync(HttpContext context, int status, string detail)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/problem+json";
        // Details quote what was sent, and somebody may have sent a key where a name belongs.
        var problem = new ProblemView("about:blank", ReasonPhrases.GetReasonPhrase(status), status, KeyMask.Clean(detail));
        return JsonSerializer.SerializeAsync(context.Response.Body, problem, ControlJson.Sentences.ProblemView, context.RequestAborted);
    }
}
