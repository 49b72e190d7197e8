using Keeptrusts.Gateway.Middleware.ChatClients;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Policy.Plans;
using Microsoft.Extensions.AI;

namespace Keeptrusts.Gateway.Middleware.Tests.ChatClients;

/// <summary>Governed clients for tests.</summary>
internal static class Governed
{
    public static readonly PolicyPlan Redact = Plan("pii-detector", "pii-detector: { action: redact }");
    public static readonly PolicyPlan Block = Plan("pii-detector", "pii-detector: { action: block }");

    public static PolicyPlan Plan(string chain, string policy, string more = "") =>
        Calls.Plan($"pack: {{ name: c, version: 1.0.0, enabled: true }}\npolicies: {{ chain: [{chain}] }}\npolicy: {{ {policy} }}\n{more}");

    public static IChatClient By(this IChatClient inner, PolicyPlan plan) => inner.AsBuilder().UseKeeptrustsPolicy(plan).Build();

    public static async Task<List<ChatResponseUpdate>> StreamAsync(this IChatClient client, string text) =>
        await client.GetStreamingResponseAsync(text).ToListAsync(TestContext.Current.CancellationToken);

    /// <summary>Streams until the refusal, and gives what was shown before.</summary>
    public static async Task<(string Shown, TException Refusal)> StreamRefusedAsync<TException>(this IChatClient client, string text)
        where TException : PolicyViolationException
    {
        var shown = new List<ChatResponseUpdate>();
        var refusal = await Assert.ThrowsAsync<TException>(async () =>
        {
            await foreach (var update in client.GetStreamingResponseAsync(text, cancellationToken: TestContext.Current.CancellationToken))
            {
                shown.Add(update);
            }
        });
        return (string.Concat(shown.Select(update => update.Text)), refusal);
    }
}
