using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;

namespace Keeptrusts.EndToEnd.Tests.Support;

/// <summary>The official .NET client, changed only in key and base URL; and a count of what it sends.</summary>
internal sealed class OpenAiClients
{
    private readonly Counter _counter = new();

    public OpenAiClients(Uri baseUrl, string key)
    {
        var options = new OpenAIClientOptions { Endpoint = baseUrl };
        options.AddPolicy(_counter, PipelinePosition.PerTry);
        Client = new OpenAIClient(new ApiKeyCredential(key), options);
    }

    public OpenAIClient Client { get; }

    /// <summary>Requests sent, retries included.</summary>
    public int Attempts => _counter.Count;

    private sealed class Counter : PipelinePolicy
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
}
