namespace Keeptrusts.Host.Console.Hosting;

/// <summary>Ways to sign in beside the password.</summary>
/// <param name="Provider">The host name of the OpenID provider; <see langword="null"/>: there is none.</param>
internal sealed record SignInOptions(string? Provider);
