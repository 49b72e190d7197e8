namespace Keeptrusts.Host.ControlPlane.SignIn;

/// <summary>Somebody as the OpenID provider knows them.</summary>
/// <param name="Subject">Issuer and subject, with a blank between: what never changes.</param>
/// <param name="UserName">What they are called in commands, if the provider says.</param>
/// <param name="Name">Their full name.</param>
/// <param name="Email">Their address, only if the provider has verified it.</param>
/// <param name="Groups">Their groups.</param>
internal sealed record ExternalPerson(string Subject, string? UserName, string? Name, string? Email, IReadOnlyCollection<string> Groups);
