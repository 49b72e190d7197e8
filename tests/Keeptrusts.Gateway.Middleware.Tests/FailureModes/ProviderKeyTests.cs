using System.Globalization;
using System.Text;
using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.FailureModes;

/// <summary>A provider that repeats its key in what it says of a failure.</summary>
public sealed class ProviderKeyTests(EveryFace gateway) : IClassFixture<EveryFace>, IDisposable
{
    /// <summary>A key with all that JSON writers escape differently.</summary>
    private const string Key = "sk-prov+ider/0123456789<abc>==";

    public void Dispose() => gateway.Gateway.Secrets.Values["UPSTREAM_KEY"] = TestGateway.ProviderKey;

    /// <summary>Faces, streamed or not, and each way to write the key.</summary>
    public static TheoryData<string, bool, string> Writings()
    {
        var cases = new TheoryData<string, bool, string>();
        foreach (var face in Faces.All)
        {
            foreach (var stream in (bool[])[false, true])
            {
                cases.Add(face.Name, stream, "plain");
                cases.Add(face.Name, stream, "System.Text.Json");
                cases.Add(face.Name, stream, "slashes");
                cases.Add(face.Name, stream, "all escaped");
            }
        }

        return cases;
    }

    [Theory, MemberData(nameof(Writings))]
    public async Task ErrorMessage_WithTheKey_IsRelayedWithoutIt(string name, bool stream, string writing)
    {
        Begin();
        var face = Faces.Of(name);
        face.Reply(gateway.Upstream, HttpReply.Json(401, Error(name, writing)));
        var answer = await gateway.CallAsync(face, face.Body("hi", stream));
        Assert.Equal(401, answer.Status);
        AssertClean(answer);
        Assert.Contains("[provider key] is wrong", (string)answer.Error["message"]!, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, JsonSerializer.Serialize(await gateway.EventAsync(answer), JsonSerializerOptions.Web), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Writings))]
    public async Task ErrorEvent_WithTheKey_IsRelayedWithoutIt(string name, bool stream, string writing)
    {
        Begin();
        var face = Faces.Of(name);
        face.Reply(gateway.Upstream, stream ? new EventsReply([Error(name, writing)]) : HttpReply.Json(200, Error(name, writing)));
        var answer = await gateway.CallAsync(face, face.Body("hi", stream));
        Assert.NotNull(Face.Code(answer));
        AssertClean(answer);
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("responses")]
    [InlineData("messages")]
    public async Task ErrorText_ThatIsNoJson_IsNotShown(string name)
    {
        Begin();
        var face = Faces.Of(name);
        face.Reply(gateway.Upstream, new HttpReply(500, $"<pre>Authorization: Bearer {Key}</pre>", "text/html"));
        var answer = await gateway.CallAsync(face, face.Body("hi"));
        Assert.Equal((500, "upstream_error"), (answer.Status, Face.Code(answer)));
        AssertClean(answer);
        Assert.DoesNotContain("Bearer", answer.Body, StringComparison.Ordinal);
    }

    private static string Error(string name, string writing)
    {
        var key = writing switch
        {
            "System.Text.Json" => JsonSerializer.Serialize(Key)[1..^1],
            "slashes" => Key.Replace("/", "\\/", StringComparison.Ordinal),
            "all escaped" => string.Concat(Encoding.ASCII.GetBytes(Key).Select(c => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"))),
            _ => Key,
        };
        return name is "messages" or "chat-anthropic"
            ? $$$"""{"type":"error","error":{"type":"authentication_error","message":"{{{key}}} is wrong"} }"""
            : $$$"""{"error":{"message":"{{{key}}} is wrong","type":"invalid_request_error","param":null,"code":"invalid_api_key","headers":{"authorization":["Bearer {{{key}}}"] } } }""";
    }

    private static void AssertClean(ClientAnswer answer)
    {
        Assert.DoesNotContain("0123456789", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789", System.Text.RegularExpressions.Regex.Unescape(answer.Body.Replace("\\/", "/", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain(answer.Headers, header => header.Value.Contains("0123456789", StringComparison.Ordinal));
    }

    private void Begin()
    {
        gateway.Begin();
        gateway.Gateway.Secrets.Values["UPSTREAM_KEY"] = Key;
    }
}
