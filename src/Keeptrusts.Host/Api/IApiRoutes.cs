namespace Keeptrusts.Host.Api;

/// <summary>The routes of one resource. Whoever implements this is mapped, guarded, listed in the OpenAPI document and walked by the role tests.</summary>
internal interface IApiRoutes
{
    IEnumerable<ApiRoute> Routes { get; }
}
