using System.ClientModel.Primitives;

namespace Keeptrusts.EndToEnd.Tests.Sdk.Clients;

/// <summary>The retries of .NET clients as they are, but without their waits.</summary>
internal sealed class PromptRetries : ClientRetryPolicy
{
    protected override TimeSpan GetNextDelay(PipelineMessage message, int tryCount) => TimeSpan.Zero;
}
