using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.SignIn;

/// <summary>What a password must be: long. Nothing else helps, and nothing else is asked for.</summary>
internal static class PasswordRules
{
    public const int Least = 12;
    public const int Most = 256;

    public static Refusal? Check(string? password, string? userId) =>
        password is not { Length: >= Least } ? new(RefusalKind.Invalid, $"Use at least {Least} characters. Three or four words are easy to remember and hard to guess.")
        : password.Length > Most ? new(RefusalKind.Invalid, $"{Most} characters are the most.")
        : password.Distinct().Count() < 5 || (userId is { Length: > 3 } && password.Contains(userId, StringComparison.OrdinalIgnoreCase) && password.Length < userId.Length + 6)
            ? new(RefusalKind.Invalid, "This one is easy to guess. Use other words, not your name and not the same few letters.")
        : null;
}
