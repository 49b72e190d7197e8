namespace Keeptrusts.Host.Records;

/// <summary>How a user signs in to the console. Apart from the user, so that what lists users never holds it.</summary>
internal sealed class Credential
{
    public required string UserId { get; init; }

    /// <summary>The password's hash; <see langword="null"/>: none, so no sign-in by password.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>Who they are to the OpenID provider: issuer and subject, with a blank between; <see langword="null"/>: nobody yet.</summary>
    public string? Subject { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }
}
