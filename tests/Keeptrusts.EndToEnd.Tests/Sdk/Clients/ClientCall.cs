namespace Keeptrusts.EndToEnd.Tests.Sdk.Clients;

/// <summary>What a client is asked to do, in words that every suite understands.</summary>
/// <param name="What"><c>chat</c>, <c>stream</c>, <c>tools</c>, <c>toolStream</c>, <c>structured</c> or <c>embed</c>.</param>
/// <param name="BaseUrl">The base URL with <c>/v1</c>.</param>
/// <param name="Key">The gateway key.</param>
internal sealed record ClientCall(string What, Uri BaseUrl, string Key)
{
    /// <summary><c>chat</c> or <c>responses</c>.</summary>
    public string Api { get; init; } = "chat";

    public string Prompt { get; init; } = "Say hello.";

    public string Model { get; init; } = "gpt-4o";

    /// <summary>What the tool <c>get_weather</c> adds to its result.</summary>
    public string Note { get; init; } = "sunny";

    /// <summary>Ends once the client has shown some text of a stream.</summary>
    public TaskCompletionSource Began { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
