using System.Buffers;
using Keeptrusts.Policy.Redaction;

namespace Keeptrusts.Policy.Tests.Redaction;

public sealed class RestorerTests
{
    private static readonly MarkerForm Everywhere = new() { Format = MarkerFormat.Token, RestoresInTools = true };

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 60)];

    [Fact]
    public void Hide_WhatRestoreGave_IsThePlaceholdersAgain()
    {
        var vault = new TokenVault();
        var text = $"{vault.Issue("EMAIL_ADDRESS", "jane@example.com", Everywhere)} and {vault.Issue("X", "a \"quoted\" value", Everywhere)}";
        Assert.Equal(text, vault.Hide(vault.Restore(text, inTools: false, asJson: false)));
        Assert.Equal(text, vault.Hide(vault.Restore(text, inTools: true, asJson: true)));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Write_EveryCut_EqualsReplacingEachPlaceholder(int seed)
    {
        var random = new Random(seed);
        var vault = new TokenVault();
        var values = new[] { "jane@example.com", "a \"quoted\" \\ value", "[EMAIL_ADDRESS_1_", "x\ny", "\ud83d\ude00" };
        var tokens = values.Select((v, i) => vault.Issue(i % 2 == 0 ? "EMAIL_ADDRESS" : "X", v, Everywhere)).ToArray();
        var pieces = tokens.Concat(tokens.Select(t => t[..random.Next(1, t.Length)])).Concat(["[", "]", "[[", "text ", "[EMAIL_ADDRESS_1_zzzzzz]", "[X_1]"]).ToArray();
        var text = string.Concat(Enumerable.Range(0, 12).Select(_ => pieces[random.Next(pieces.Length)]));

        // Only texts in which no placeholder grows out of the pieces of others can be told by plain replacement: brackets delimit them, so all can.
        var expected = text;
        var marks = tokens.Select((_, i) => $"\u0001{i}\u0002").ToArray();
        for (var i = 0; i < tokens.Length; i++)
        {
            expected = expected.Replace(tokens[i], marks[i], StringComparison.Ordinal);
        }

        for (var i = 0; i < tokens.Length; i++)
        {
            expected = expected.Replace(marks[i], values[i], StringComparison.Ordinal);
        }

        Assert.Equal(expected, vault.Restore(text, inTools: false, asJson: false));
        foreach (var longest in new[] { 1, 3, 9 })
        {
            Assert.Equal(expected, Stream(vault, Evaluation.TextSamples.Cut(random, text, longest)));
        }
    }

    [Fact]
    public void Write_NothingBegun_PassesThePieceOn()
    {
        var vault = new TokenVault();
        var token = vault.Issue("X", "value", Everywhere);
        var restorer = vault.OpenRestorer(inTools: false, asJson: false)!;
        var output = new ArrayBufferWriter<char>();
        Assert.True(restorer.Write("plain text]", output));
        Assert.True(restorer.Write("a [bracket] that is none", output));
        Assert.False(restorer.Write(token.AsSpan(0, 5), output));
        Assert.Equal(5, restorer.Held);
        Assert.False(restorer.Write(token.AsSpan(5), output));
        Assert.Equal(0, restorer.Held);
        Assert.EndsWith("nonevalue", output.WrittenSpan.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Restore_InsideJson_EscapesTheValue()
    {
        var vault = new TokenVault();
        var token = vault.Issue("X", "a \"b\" \\ \n\u0001é", Everywhere);
        var json = vault.Restore($$"""{"to":"{{token}}"}""", inTools: true, asJson: true);
        using var parsed = System.Text.Json.JsonDocument.Parse(json);
        Assert.Equal("a \"b\" \\ \n\u0001é", parsed.RootElement.GetProperty("to").GetString());
    }

    [Fact]
    public void OpenRestorer_ByPlace_TurnsBackOnlyWhatMayComeBackThere()
    {
        var vault = new TokenVault();
        var content = vault.Issue("A", "1", new MarkerForm { Format = MarkerFormat.Token });
        var tools = vault.Issue("B", "2", new MarkerForm { Format = MarkerFormat.Token, RestoresInContent = false, RestoresInTools = true });
        Assert.Equal($"1 {tools}", vault.Restore($"{content} {tools}", inTools: false, asJson: false));
        Assert.Equal($"{content} 2", vault.Restore($"{content} {tools}", inTools: true, asJson: true));
        Assert.Null(new TokenVault().OpenRestorer(inTools: false, asJson: false));
    }

    [Fact]
    public void Issue_SameValue_IsTheSamePlaceholderAndNumbersCountPerLabel()
    {
        var vault = new TokenVault();
        var first = vault.Issue("A", "x", Everywhere);
        Assert.Equal(first, vault.Issue("A", "x", Everywhere));
        Assert.Matches(@"^\[A_1_[a-z2-9]{6}\]$", first);
        Assert.Matches(@"^\[A_2_[a-z2-9]{6}\]$", vault.Issue("A", "y", Everywhere));
        Assert.Matches(@"^\[B_1_[a-z2-9]{6}\]$", vault.Issue("B", "x", Everywhere));
        Assert.NotEqual(first, new TokenVault().Issue("A", "x", Everywhere));
    }

    [Fact]
    public void Restore_PlaceholderOfAnotherCall_StaysAsItIs()
    {
        var other = new TokenVault().Issue("A", "x", Everywhere);
        var vault = new TokenVault();
        vault.Issue("A", "secret", Everywhere);
        Assert.Equal(other, vault.Restore(other, inTools: false, asJson: false));
    }

    private static string Stream(TokenVault vault, IEnumerable<string> chunks)
    {
        var restorer = vault.OpenRestorer(inTools: false, asJson: false)!;
        var output = new ArrayBufferWriter<char>();
        foreach (var chunk in chunks)
        {
            restorer.Write(chunk, output);
        }

        restorer.Complete(output);
        return output.WrittenSpan.ToString();
    }
}
