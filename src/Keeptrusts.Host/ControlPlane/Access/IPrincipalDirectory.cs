using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Access;

/// <summary>Finds who a control token belongs to, from memory.</summary>
internal interface IPrincipalDirectory
{
    /// <summary>The principal of a bearer token, or why there is none. The message never carries the token.</summary>
    Outcome<Principal> Identify(string? bearer);
}
