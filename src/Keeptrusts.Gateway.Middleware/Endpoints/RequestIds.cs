namespace Keeptrusts.Gateway.Middleware.Endpoints;

/// <summary>Ids of requests, sortable by time.</summary>
internal static class RequestIds
{
    public static string Next() => "req_" + Guid.CreateVersion7().ToString("N");
}
