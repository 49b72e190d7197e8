using Keeptrusts.Gateway.Middleware.Tests.Fakes;

namespace Keeptrusts.Gateway.Middleware.Tests.Surfaces;

/// <summary>What a provider keeps, and a chat could refer to: whose it is, no gateway can tell.</summary>
public sealed class ProviderStateTests
{
    [Theory]
    [InlineData("""{"model":"gpt-4o","messages":[{"role":"assistant","content":"x","audio":{"id":"audio_1"}}]}""", "messages[].audio.id")]
    [InlineData("""{"model":"gpt-4o","messages":[{"role":"assistant","audio":{"\u0069d":"audio_1"},"content":null}]}""", "messages[].audio.id")]
    [InlineData("""{"model":"gpt-4o","messages":[{"role":"assistant","audio":{"id":{"x":1}}}]}""", "messages[].audio.id")]
    [InlineData("""{"model":"gpt-4o","messages":[{"role":"assistant","audio":"audio_1"}]}""", "messages[].audio.id")]
    [InlineData("""{"model":"gpt-4o","messages":[],"previous_response_id":"resp_1"}""", "previous_response_id")]
    [InlineData("""{"model":"gpt-4o","messages":[],"previous_response_id":{"id":"resp_1"}}""", "previous_response_id")]
    [InlineData("""{"model":"gpt-4o","messages":[],"conversation":"conv_1"}""", "conversation")]
    [InlineData("""{"model":"gpt-4o","messages":[],"conversation":{"id":"conv_1"}}""", "conversation")]
    public async Task Chat_StateOfTheProvider_IsRefused(string body, string param)
    {
        await using var gateway = await TestGateway.StartAsync(null);
        var answer = await gateway.CallAsync(body);
        Assert.Equal((400, "stateful_feature_disabled", param), (answer.Status, answer.Error["code"]!.GetValue<string>(), answer.Error["param"]!.GetValue<string>()));
        Assert.Empty(gateway.Upstream.Calls);
    }

    [Theory]
    [InlineData("""{"model":"gpt-4o","messages":[{"role":"assistant","content":"x","audio":null}]}""")]
    [InlineData("""{"model":"gpt-4o","messages":[{"role":"assistant","content":"x","audio":{"id":null}}],"conversation":null,"previous_response_id":null}""")]
    public async Task Chat_NoStateOfTheProvider_PassesAsItCame(string body)
    {
        await using var gateway = await TestGateway.StartAsync(null);
        Assert.Equal(200, (await gateway.CallAsync(body)).Status);
        Assert.Equal(body, gateway.Upstream.Calls.Single().Text);
    }
}
