using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.OutputPolicies;
using Keeptrusts.Gateway.Middleware.OutputPolicies.ResponsesApi;
using Keeptrusts.Gateway.Middleware.Streaming;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Gateway.Middleware.Tests.Surfaces;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Redaction;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.OutputPolicies;

/// <summary>
/// Annotations name the same words after values were redacted and placeholders turned back, however the text is cut. Texts are made of parts of which it is
/// known what becomes of them, so that the words of every range are known without the code that is tested.
/// </summary>
public sealed class AnnotationTests
{
    private static readonly ScopedPlan Redact = Calls.Scope("pack: { name: c, version: 1.0.0, enabled: true }\npolicies: { chain: [pii-detector] }\npolicy: { pii-detector: { action: redact } }");

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Chat_Stream_NamesTheSameWords(int seed)
    {
        var made = new Made(seed);
        var run = StreamRun.Of(Redact, made.Chunks(), issued: made.Vault);

        Assert.Equal(made.Shown, run.Channels["0/content"]);
        made.AssertNamed(run.Events.SelectMany(data => JsonNode.Parse(data)!["choices"]!.AsArray()).SelectMany(choice => choice!["delta"]!["annotations"]?.AsArray() ?? []));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Chat_Whole_NamesTheSameWords(int seed)
    {
        var made = new Made(seed);
        using var policies = ResponsesRun.Policies(Redact, made.Vault);
        using var meter = new OutputMeter();
        var body = $$$"""{"choices":[{"message":{"role":"assistant","content":{{{Made.Quote(made.Said)}}},"annotations":[{{{string.Join(',', made.Annotations)}}}]},"index":3,"finish_reason":"stop"}]}""";
        var message = JsonNode.Parse(new WholeGuard(Surface.Chat, policies, meter).Take(Encoding.UTF8.GetBytes(body))!.Value.Span)!["choices"]![0]!["message"]!;

        Assert.Equal(made.Shown, (string?)message["content"]);
        made.AssertNamed(message["annotations"]!.AsArray());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Responses_StreamAndWhole_NameTheSameWords(int seed)
    {
        var made = new Made(seed, nested: false);
        var reply = new ResponsesReply { Parts = [made.Said], Cuts = [made.Cut], Annotations = made.Annotations };
        var run = ResponsesRun.Of(Redact, reply.Events(), made.Vault);
        using var policies = ResponsesRun.Policies(Redact, made.Vault);
        using var meter = new OutputMeter();
        var whole = JsonNode.Parse(new ResponsesWholeGuard(policies, meter, new OwnTexts(null)).Take(Encoding.UTF8.GetBytes(reply.Whole()))!.Value.Span)!["output"]![0]!["content"]![0]!;

        Assert.Equal((made.Shown, made.Shown), (run.Deltas["0/0/text"], (string?)whole["text"]));
        made.AssertNamed(whole["annotations"]!.AsArray());
        made.AssertNamed(run.Last["response"]!["output"]![0]!["content"]![0]!["annotations"]!.AsArray());
        made.AssertNamed(run.Events.Select(data => JsonNode.Parse(data)!).Where(json => (string)json["type"]! == "response.output_text.annotation.added").Select(json => json["annotation"]));
    }

    [Fact]
    public void Chat_Stream_WithoutPolicies_PassesAnnotationsAsTheyAre()
    {
        const string Chunk = """{"choices":[{"index":0,"delta":{"annotations":[{"type":"url_citation","url_citation":{"start_index":1,"end_index":2,"url":"https://example.com/","title":"x"}}]},"finish_reason":null}]}""";

        Assert.Equal(Chunk, Assert.Single(StreamRun.Of(new Policy.Compilation.CompiledScope([]), [Chunk]).Events));
    }

    [Fact]
    public void Chat_Stream_Annotations_AreJudgedWhole()
    {
        string[] chunks =
        [
            """{"choices":[{"index":0,"delta":{"content":"See ann@example.com","annotations":[]},"finish_reason":null}]}""",
            """{"choices":[{"index":0,"delta":{"annotations":[{"type":"url_citation","url_citation":{"start_index":0,"end_index":19,"url":"https://example.com/?to=bob@example.org","title":"Of eve@example.com"}}]},"finish_reason":null}]}""",
            """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""",
        ];

        var run = StreamRun.Of(Redact, chunks);

        var citation = Assert.Single(run.Events.SelectMany(data => JsonNode.Parse(data)!["choices"]![0]!["delta"]!["annotations"]?.AsArray() ?? []))!["url_citation"]!;
        Assert.Equal("""{"start_index":0,"end_index":19,"url":"https://example.com/?to=[EMAIL_ADDRESS]","title":"Of [EMAIL_ADDRESS]"}""", citation.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal("""{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""", run.Events[^1]);
    }

    /// <summary>A text with ranges, and what becomes of both.</summary>
    private sealed class Made
    {
        private static readonly string[] Words = ["see ", "the docs, ", "or 谢谢 ", "😀 ", "[write] ", "e\u0301 ", "at last. "];

        private readonly List<(string Said, string Shown)> _parts = [];
        private readonly List<(string Annotation, string Words)> _named = [];
        private readonly Random _random;

        public Made(int seed, bool nested = true)
        {
            _random = new Random(seed);
            Cut = _random.Next(1, 12);
            var token = Vault.Issue("PERSON", "Ann Lee 😀, the first of her name", new MarkerForm { Format = MarkerFormat.Token });
            for (var i = _random.Next(3, 14); i > 0; i--)
            {
                _parts.Add(_random.Next(4) switch
                {
                    0 => ("ann.of.the.long.name@example.com", "[EMAIL_ADDRESS]"),
                    1 => (token, "Ann Lee 😀, the first of her name"),
                    _ => (Words[_random.Next(Words.Length)], ""),
                });
                _parts[^1] = _parts[^1] is { Shown: "" } same ? (same.Said, same.Said) : _parts[^1];
                _parts.Add((" ", " "));
            }

            for (var i = _random.Next(1, 4); i > 0; i--)
            {
                var first = _random.Next(_parts.Count);
                var last = _random.Next(first, _parts.Count);
                var range = string.Create(CultureInfo.InvariantCulture, $"\"start_index\":{Points(Join(0, first, false))},\"end_index\":{Points(Join(0, last + 1, false))},\"url\":\"https://example.com/\",\"title\":\"x\"");
                _named.Add((nested ? $$$"""{"type":"url_citation","url_citation":{{{{range}}}}}""" : $$"""{"type":"url_citation",{{range}}}""", Join(first, last + 1, true)));
            }
        }

        public TokenVault Vault { get; } = new();

        public int Cut { get; }

        public string Said => Join(0, _parts.Count, false);

        public string Shown => Join(0, _parts.Count, true);

        public IReadOnlyList<string> Annotations => [.. _named.Select(named => named.Annotation)];

        public static string Quote(string text) => JsonSerializer.Serialize(text);

        /// <summary>The text in pieces, and its annotations somewhere: among them, with one, with the end, or behind it.</summary>
        public List<string> Chunks()
        {
            var pieces = TextCuts.Cut(Said, [Cut]).Select(piece => $"\"content\":{Quote(piece)}").ToList();
            var annotations = $"\"annotations\":[{string.Join(',', Annotations)}]";
            var at = _random.Next(pieces.Count);
            var place = _random.Next(4);
            if (place == 0)
            {
                pieces.Insert(at, annotations);
            }
            else if (place == 1)
            {
                pieces[at] += "," + annotations;
            }

            var end = place == 2 ? annotations : "";
            return
            [
                .. pieces.Select(delta => $$$"""{"choices":[{"delta":{{{{delta}}}},"index":0,"finish_reason":null}]}"""),
                $$$"""{"choices":[{"index":0,"delta":{{{{end}}}},"finish_reason":"stop"}]}""",
                .. place == 3 ? new[] { $$$"""{"choices":[{"index":0,"delta":{{{{annotations}}}},"finish_reason":null}]}""" } : [],
            ];
        }

        public void AssertNamed(IEnumerable<JsonNode?> annotations)
        {
            var runes = Shown.EnumerateRunes().ToList();
            Assert.Equal(_named.Select(named => named.Words), annotations.Select(annotation =>
            {
                var range = annotation!["url_citation"] ?? annotation;
                return string.Concat(runes[(int)range["start_index"]!..(int)range["end_index"]!]);
            }));
        }

        private static int Points(string text) => text.EnumerateRunes().Count();

        private string Join(int from, int to, bool shown) => string.Concat(_parts[from..to].Select(part => shown ? part.Shown : part.Said));
    }
}
