using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.FailureModes;

/// <summary>Ways round a policy: another spelling of the route, of the request or of its bytes.</summary>
public sealed class BypassTests(EveryFace gateway) : IClassFixture<EveryFace>
{
    private const string Value = "ann@example.com";

    /// <summary>A request target as it stands in the request line, and the status: 200 is a call that was governed.</summary>
    public static TheoryData<string, int> Spellings() => new()
    {
        { "/v1/chat/completions", 200 },
        { "/v1/chat/completions/", 200 },
        { "/V1/Chat/COMPLETIONS", 200 },
        { "/v1/chat/completions?stream=true&model=other", 200 },
        { "/v1/chat/%63ompletions", 200 },
        { "/v1/./chat/x/../completions", 200 },
        { "/v1/chat/../../v1/chat/completions", 200 },
        { "//v1/chat/completions", 404 },
        { "/v1//chat/completions", 404 },
        { "/v1/chat//completions", 404 },
        { "/v1/chat/completions//", 404 },
        { "/v1/chat%2Fcompletions", 404 },
        { "/v1%2fchat%2fcompletions", 404 },
        { "/v1/%2563hat/completions", 404 },
        { "/v1/chat/completions;x=1", 404 },
        { "/v1/chat/completions%20", 404 },
        { "/v1/chat/completions%00", 400 },
        { "/v1/chat\\completions", 404 },
        { "/v1/chat/comple%C3%BFtions", 404 },
        { "/v1/v1/chat/completions", 404 },
        { "/chat/completions", 404 },
        { "/v1/engines/gpt-4o/completions", 404 },
        { "/v1/chat/completions/x", 404 },
        { "http://other/v1/chat/completions", 400 },
        { "/openai/v1/chat/completions", 200 },
        { "/OpenAI/v1/chat/completions/?api-version=preview", 200 },
        { "/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21", 200 },
        { "/openai/deployments/GPT-4o/chat/completions", 200 },
        { "/openai/deployments/gpt%2D4o/chat/completions", 200 },
        { "/openai/deployments/other%2F..%2Fgpt-4o/chat/completions", 200 },
        { "/openai/deployments/gpt-4o/extensions/chat/completions", 404 },
        { "/openai//deployments/gpt-4o/chat/completions", 404 },
        { "/openai/v1/deployments/gpt-4o/chat/completions", 404 },
        { "/openai/v1/messages", 404 },
    };

    [Theory, MemberData(nameof(Spellings))]
    public async Task Route_AnySpelling_IsGovernedOrRefused(string target, int status)
    {
        gateway.Begin();
        var header = $"Authorization: Bearer {gateway.Gateway.Token}\r\nConnection: close\r\n";
        foreach (var more in (string[])["", ",\"stream\":true"])
        {
            using var client = await RawClient.SendAsync(gateway.Gateway.Client, RawClient.Post(target, $$"""{"model":"gpt-4o","messages":[{"role":"user","content":"I am {{Value}}"}]{{more}}}""", header));
            await client.ReadToEndAsync();
            Assert.True(status == client.Status, client.Heard);
        }

        Assert.Equal(status == 200 ? 2 : 0, gateway.Upstream.Requests.Count);
        Assert.All(gateway.Upstream.Requests, sent =>
        {
            Assert.Equal(("/v1/chat/completions", ""), (sent.Path, sent.Query));
            Assert.Contains("I am [EMAIL_ADDRESS]", sent.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(Value, sent.Text, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    [InlineData("QUERY")]
    public async Task Route_OtherMethod_IsRefusedWhateverTheOverride(string method)
    {
        gateway.Begin();
        foreach (var face in Faces.All)
        {
            using var client = await RawClient.SendAsync(gateway.Gateway.Client, RawClient.Post(face.Path, face.Body("hi"), $"Authorization: Bearer {gateway.Gateway.Token}\r\nX-HTTP-Method-Override: POST\r\nConnection: close\r\n").Replace("POST /", method + " /", StringComparison.Ordinal));
            await client.ReadToEndAsync();
            Assert.Equal(405, client.Status);
        }

        Assert.Empty(gateway.Upstream.Requests);
    }

    [Theory, MemberData(nameof(Faces.BothWays), MemberType = typeof(Faces))]
    public async Task Value_AskedForWholeOrAsAStream_IsBlockedAlike(string name, bool stream)
    {
        gateway.Begin(EveryFace.Block);
        var face = Faces.Of(name);
        var answer = await gateway.CallAsync(face, face.Body("I am " + Value, stream));
        Assert.Equal((400, "input_blocked"), (answer.Status, Face.Code(answer)));
        Assert.Empty(gateway.Upstream.Requests);
    }

    /// <summary>Faces and ways to write the value in JSON.</summary>
    public static TheoryData<string, string> Escapes()
    {
        var cases = new TheoryData<string, string>();
        foreach (var face in Faces.All)
        {
            cases.Add(face.Name, "\\u0061nn@example.com");
            cases.Add(face.Name, "\\u0061\\u006E\\u006e\\u0040\\u0065xample\\u002Ecom");
            cases.Add(face.Name, "4111\\u00201111\\u00A01111\\u20091111");
            cases.Add(face.Name, "\\uFF41nn@example.com");
            cases.Add(face.Name, "an\\u200Bn@exam\\u00ADple.com");
        }

        return cases;
    }

    [Theory, MemberData(nameof(Escapes))]
    public async Task Value_ByUnusualEscapes_IsFound(string name, string written)
    {
        gateway.Begin(EveryFace.Block);
        var face = Faces.Of(name);
        var answer = await gateway.CallAsync(face, face.Body("MARK").Replace("MARK", written, StringComparison.Ordinal));
        Assert.Equal((400, "input_blocked"), (answer.Status, Face.Code(answer)));
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Theory]
    [InlineData("chat", """{"model":"gpt-4o","messages":[{"role":"user","content":"hi","content":"VALUE"}]}""")]
    [InlineData("chat", """{"model":"gpt-4o","messages":[],"m\u0065ssages":[{"role":"user","content":"VALUE"}]}""")]
    [InlineData("azure", """{"messages":[],"messages":[{"role":"user","content":"VALUE"}]}""")]
    [InlineData("chat-anthropic", """{"model":"gpt-4o","model":"claude-sonnet-4-5","messages":[]}""")]
    [InlineData("completions", """{"model":"gpt-4o","prompt":"hi","prompt":"VALUE"}""")]
    [InlineData("responses", """{"model":"gpt-4o","input":"hi","inp\u0075t":"VALUE"}""")]
    [InlineData("messages", """{"model":"claude-sonnet-4-5","max_tokens":1,"system":"a","system":"VALUE","messages":[]}""")]
    [InlineData("messages", """{"model":"claude-sonnet-4-5","max_tokens":1,"messages":[{"role":"assistant","content":[{"type":"tool_use","id":"c","name":"f","input":{"a":1,"a":"VALUE"}}]}]}""")]
    public async Task Value_UnderADuplicateKey_IsRefused(string name, string body)
    {
        gateway.Begin();
        var answer = await gateway.CallAsync(Faces.Of(name), body.Replace("VALUE", Value, StringComparison.Ordinal));
        Assert.Equal((400, "duplicate_key"), (answer.Status, Face.Code(answer)));
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Theory]
    [InlineData("chat", """{"model":"gpt-4o","messages":[],"Model":"gpt-4.5"}""", "model")]
    [InlineData("azure", """{"messages":[],"MODEL":"gpt-4.5"}""", "model")]
    [InlineData("chat", """{"model":"gpt-4o","messages":[],"\u004dax_To\u212aen\u017f":100000}""", "max_tokens")]
    [InlineData("chat", """{"model":"gpt-4o","messages":[],"N":100}""", "n")]
    [InlineData("chat", """{"model":"gpt-4o","messages":[],"Stream":true}""", "stream")]
    [InlineData("completions", """{"model":"gpt-4o","prompt":"hi","Best_Of":9}""", "best_of")]
    [InlineData("responses", """{"model":"gpt-4o","input":"hi","Store":true}""", "store")]
    [InlineData("responses", """{"model":"gpt-4o","input":"hi","Previous_response_id":"r"}""", "previous_response_id")]
    [InlineData("messages", """{"model":"claude-sonnet-4-5","max_tokens":1,"messages":[],"ſtream":true}""", "stream")]
    public async Task Member_ThatDiffersInCaseOnly_IsRefused(string name, string body, string member)
    {
        gateway.Begin();
        var answer = await gateway.CallAsync(Faces.Of(name), body);
        Assert.Equal((400, "unsupported_parameter"), (answer.Status, Face.Code(answer)));
        Assert.Contains($"`{member}`", answer.Body, StringComparison.Ordinal);
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Theory]
    [InlineData("utf-16", "application/json; charset=utf-16", null, "unsupported_charset")]
    [InlineData("utf-16", "application/json", null, "invalid_json")]
    [InlineData("utf-16BE", "application/json; charset=utf-8", null, "invalid_json")]
    [InlineData("utf-32", "application/json", null, "invalid_json")]
    [InlineData("utf-8", "application/json; charset=iso-8859-1", null, "unsupported_charset")]
    [InlineData("utf-8", "application/json; charset=utf-7; x=utf-8", null, "unsupported_charset")]
    [InlineData("utf-8", "text/plain", null, "unsupported_content_type")]
    [InlineData("utf-8", "application/x-www-form-urlencoded", null, "unsupported_content_type")]
    [InlineData("utf-8", "application/json-seq", null, "unsupported_content_type")]
    [InlineData("gzip", "application/json", "gzip", "unsupported_content_encoding")]
    [InlineData("gzip", "application/json", "x-gzip", "unsupported_content_encoding")]
    [InlineData("gzip", "application/json", "identity, gzip", "unsupported_content_encoding")]
    [InlineData("gzip", "application/json", null, "invalid_json")]
    [InlineData("br", "application/json", "br", "unsupported_content_encoding")]
    [InlineData("deflate", "application/json", "deflate", "unsupported_content_encoding")]
    [InlineData("utf-8 with BOM", "application/json", null, "invalid_json")]
    [InlineData("overlong", "application/json", null, "invalid_utf8")]
    public async Task Value_InAnotherEncoding_IsRefusedOnEveryFace(string encoding, string type, string? contentEncoding, string code)
    {
        gateway.Begin();
        foreach (var face in Faces.All)
        {
            var bytes = Encoded(face.Body("I am " + Value), encoding);
            var answer = await gateway.CallAsync(face, "", request =>
            {
                request.Content = new ByteArrayContent(bytes);
                request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
                if (contentEncoding is not null)
                {
                    request.Content.Headers.TryAddWithoutValidation("Content-Encoding", contentEncoding);
                }
            });
            Assert.Equal((face.Name, 400, code), (face.Name, answer.Status, Face.Code(answer)));
        }

        Assert.Empty(gateway.Upstream.Requests);
    }

    [Theory, MemberData(nameof(Faces.BothWays), MemberType = typeof(Faces))]
    public async Task Fallback_ToATargetThatAPolicyExcludes_IsNeverMade(string name, bool stream)
    {
        gateway.Begin("data-routing-policy: { require_zero_data_retention: true }", "data_policy: { zero_data_retention: true, training_opt_out: true, retention_days: 0 }", fallback: true);
        var face = Faces.Of(name);
        face.Reply(gateway.Upstream, HttpReply.Error(429, "slow down", "rate_limit_exceeded", 30));
        var answer = await gateway.CallAsync(face, face.Body("hi", stream));
        Assert.Equal(429, answer.Status);
        Assert.Equal((1, 0), (gateway.Upstream.Requests.Count, gateway.Spare.Requests.Count));

        // The same call without the policy goes there, so it is the policy that keeps it.
        gateway.Begin("pii-detector: { action: redact }", fallback: true);
        face.Reply(gateway.Upstream, HttpReply.Error(429, "slow down", "rate_limit_exceeded", 30));
        Assert.Equal(200, (await gateway.CallAsync(face, face.Body("hi", stream))).Status);
        Assert.Equal((1, 1), (gateway.Upstream.Requests.Count, gateway.Spare.Requests.Count));
    }

    [Fact]
    public async Task Fallback_OfARequestThatAHumanApproved_StaysWithinThePolicies()
    {
        const string Oversight = "human-oversight: { phases: [input], require_human_for: { topics: { deals: [merger] } }, assignee: [jane] }";
        var desk = new FakeDesk();
        await using var escalating = await TestGateway.StartAsync(desk: desk);
        await using var spare = await MockUpstream.StartAsync();
        escalating.Load($$"""
            pack: { name: team-dev, version: 1.0.0, enabled: true }
            variables: { UPSTREAM_KEY: { from: env } }
            providers:
              targets:
                - { id: kept, provider: openai-compatible, base_url: "{{escalating.Upstream.BaseUrl}}", secret_key_ref: { env: UPSTREAM_KEY }, models: [gpt-4o], data_policy: { zero_data_retention: true, training_opt_out: true, retention_days: 0 } }
                - { id: excluded, provider: openai-compatible, base_url: "{{spare.BaseUrl}}", secret_key_ref: { env: UPSTREAM_KEY }, models: [gpt-4o] }
              fallback: {}
            policies: { chain: [human-oversight, data-routing-policy, audit-logger] }
            policy:
              {{Oversight}}
              data-routing-policy: { require_zero_data_retention: true }
              audit-logger: { retention_days: 90 }
            """);
        const string Merger = """{"model":"gpt-4o","messages":[{"role":"user","content":"the merger"}]}""";
        var asked = await escalating.CallAsync(Merger);
        desk.Decide((string)asked.Error["escalation_id"]!, approve: true);
        escalating.Upstream.Reply = HttpReply.Error(429, "slow down", "rate_limit_exceeded", 30);
        Assert.Equal((403, 429), (asked.Status, (await escalating.CallAsync(Merger)).Status));
        Assert.Equal((1, 0), (escalating.Upstream.Requests.Count, spare.Requests.Count));
    }

    private static byte[] Encoded(string body, string encoding)
    {
        var utf8 = Encoding.UTF8.GetBytes(body);
        var packed = new MemoryStream();
        switch (encoding)
        {
            case "utf-8 with BOM":
                return [.. Encoding.UTF8.Preamble, .. utf8];
            case "overlong":
                return [.. utf8.SelectMany(b => b == (byte)'@' ? (byte[])[0xC1, 0x80] : [b])];
            case "gzip":
                using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
                {
                    gzip.Write(utf8);
                }

                return packed.ToArray();
            case "br":
                using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
                {
                    brotli.Write(utf8);
                }

                return packed.ToArray();
            case "deflate":
                using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest))
                {
                    deflate.Write(utf8);
                }

                return packed.ToArray();
            default:
                return Encoding.GetEncoding(encoding).GetBytes(body);
        }
    }
}
