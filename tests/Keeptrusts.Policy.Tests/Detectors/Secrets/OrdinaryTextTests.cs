using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Kinds.SecretDetector;
using Keeptrusts.Policy.Tests.Evaluation;

namespace Keeptrusts.Policy.Tests.Detectors.Secrets;

/// <summary>Texts without a secret, though they speak of secrets, in which nothing may be found.</summary>
public sealed class OrdinaryTextTests
{
    private static readonly SpanPhase Secrets = Phases.Redacting(SecretEntities.Available);

    private static readonly Dictionary<string, string> Texts = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cases", "ordinary.txt")).ReplaceLineEndings("\n")
        .Split("### ", StringSplitOptions.RemoveEmptyEntries).ToDictionary(t => t[..t.IndexOf('\n', StringComparison.Ordinal)], t => t[(t.IndexOf('\n', StringComparison.Ordinal) + 1)..]);

    public static TheoryData<string> Names => [.. Texts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Secrets_OrdinaryText_AreNotFound(string name)
    {
        Assert.Equal(Texts[name], Phases.Whole(Secrets, Texts[name]));
        Assert.Equal(Texts[name], Phases.Whole(Secrets, Texts[name], ChannelFormat.Json));
    }

    [Fact]
    public void Secrets_RandomIdentifiers_AreNotFound()
    {
        var random = new Random(11);
        var found = 0;
        using var evaluation = Secrets.Begin();
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[20];
            random.NextBytes(bytes);
            var hex = Convert.ToHexStringLower(bytes);
            string[] texts =
            [
                $"commit {hex}", $"\"sha\": \"{hex}\"", $"id: {new Guid(bytes.AsSpan(0, 16))}", $"md5={hex[..32]}", $"order {random.NextInt64(1_000_000_000_000)}", $"etag \"{hex[..32]}\"",
                $"v{random.Next(9)}.{random.Next(99)} {Convert.ToBase64String(bytes)}",
            ];
            found += evaluation.Rewrite(texts[i % texts.Length]) is null ? 0 : 1;
        }

        Assert.Equal(0, found);
    }
}
