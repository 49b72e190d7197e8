using System.ClientModel.Primitives;

namespace Keeptrusts.EndToEnd.Tests.Sdk.Clients;

/// <summary>Counts what a .NET client sends, retries included.</summary>
internal sealed class AttemptCounter : PipelinePolicy
{
    private int _count;

    public int Count => _count;

    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        Interlocked.Increment(ref _count);
        ProcessNext(message, pipeline, currentIndex);
    }

    public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        Interlocked.Increment(ref _count);
        return ProcessNextAsync(message, pipeline, currentIndex);
    }
}
