using Keeptrusts.Host.Records;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Keeptrusts.Host.ControlPlane.SignIn;

/// <summary>Hashes passwords and compares them: PBKDF2 with HMAC-SHA-512.</summary>
internal sealed class PasswordBook
{
    /// <summary>What OWASP names for PBKDF2 with HMAC-SHA-512.</summary>
    private const int Iterations = 210_000;

    private readonly PasswordHasher<Credential> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Iterations }));
    private readonly Lazy<string> _decoy;

    public PasswordBook() => _decoy = new(() => Hash(Guid.NewGuid().ToString()));

    public string Hash(string password) => _hasher.HashPassword(null!, password);

    /// <summary>Whether it is the password. Where there is none, the same work is done, so that time tells nobody which accounts there are.</summary>
    public bool Fits(string? hash, string password)
    {
        var fits = _hasher.VerifyHashedPassword(null!, hash ?? _decoy.Value, password) != PasswordVerificationResult.Failed;
        return fits && hash is not null;
    }
}
