using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.Cli.Tokens;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Cli.Chat;

/// <summary>Finds a key to chat with: of the environment, else of <c>.env</c>, else one made for this chat and revoked after it.</summary>
internal static class ChatKeys
{
    private const string KeyVariable = "OPENAI_API_KEY";
    private const string UrlVariable = "OPENAI_BASE_URL";
    private const string Prefix = "kt_gk_";

    public static async Task<Outcome<ChatAddress>> FindAsync(CliSurroundings around, ControlClient control, string? team, CancellationToken cancellationToken)
    {
        // A key of ours only: a provider's key is not sent to whatever the other variable names.
        if (Of(around.Variable) is { } given)
        {
            return given;
        }

        var file = Path.Combine(around.WorkingDirectory, ".env");
        if (File.Exists(file))
        {
            var text = await File.ReadAllTextAsync(file, cancellationToken);
            if (Of(name => EnvFile.Get(text, name)) is { } kept)
            {
                return kept;
            }
        }

        var wanted = new NewToken { Name = $"chat-{around.Time.GetUtcNow():yyyyMMdd-HHmmss-fff}", TeamId = team, ExpiresIn = "1h" };
        if ((await control.PostAsync("/v1/tokens", wanted, ControlJson.Default.NewToken, cancellationToken)).Refused(out var refusal, out var answer))
        {
            return new Refusal(refusal.Kind, $"no key to chat with: neither {KeyVariable} with {UrlVariable}, nor .env holds one, and none could be made: {refusal.Message}");
        }

        using (answer)
        {
            return answer.RootElement.TryGetProperty("key", out var key)
                ? new ChatAddress(answer.RootElement.GetProperty("base_url").GetString()!, key.GetString()!, answer.RootElement.GetProperty("id").GetString())
                : new Refusal(RefusalKind.Conflict, $"a key needs an approval first; `{around.CommandName} approvals list` shows it");
        }
    }

    private static ChatAddress? Of(Func<string, string?> find) =>
        find(KeyVariable) is { } key && key.StartsWith(Prefix, StringComparison.Ordinal) && find(UrlVariable) is { Length: > 0 } url ? new(url.TrimEnd('/'), key) : null;
}
