using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Exchanges;

namespace Keeptrusts.Gateway.Middleware.Wire.Requests;

/// <summary>Completions, embeddings and moderations: a text, or several, that stand for themselves.</summary>
internal sealed class PromptDialect : RequestDialect
{
    private readonly byte[] _input;

    private PromptDialect(Surface surface, string input, string? defaultModel = null)
        : base(surface)
    {
        (RequiredMember, DefaultModel) = (input, defaultModel);
        _input = System.Text.Encoding.ASCII.GetBytes(input);
    }

    public static PromptDialect Completions { get; } = new(Surface.Completions, "prompt");

    public static PromptDialect Embeddings { get; } = new(Surface.Embeddings, "input");

    /// <summary>The one surface that needs no model; the default is OpenAI's.</summary>
    public static PromptDialect Moderations { get; } = new(Surface.Moderations, "input", "omni-moderation-latest");

    public override string? DefaultModel { get; }

    public override string RequiredMember { get; }

    public override RequestPlace Member(RequestPlace parent, ref Utf8JsonReader reader) => parent switch
    {
        RequestPlace.Root => reader.ValueTextEquals(_input) ? RequestPlace.Prompt : PromptRoot(ref reader),
        RequestPlace.StreamOptions => Named(ref reader, "include_usage"u8, RequestPlace.IncludeUsage),
        RequestPlace.PromptItem => Named(ref reader, "text"u8, RequestPlace.Prompt, "image_url"u8, RequestPlace.Image),
        RequestPlace.Image => Named(ref reader, "url"u8, RequestPlace.Address),
        _ => RequestPlace.Any,
    };

    public override RequestPlace Item(RequestPlace parent) =>
        parent is RequestPlace.Prompt or RequestPlace.PromptItem ? RequestPlace.PromptItem : RequestPlace.Any;

    private RequestPlace PromptRoot(ref Utf8JsonReader reader) =>
        !Surface.Speaks ? RootMember(ref reader)
        : reader.ValueTextEquals("max_tokens"u8) ? RequestPlace.MaxTokens
        : reader.ValueTextEquals("n"u8) ? RequestPlace.Choices
        : reader.ValueTextEquals("best_of"u8) ? RequestPlace.BestOf
        : reader.ValueTextEquals("echo"u8) ? RequestPlace.Echo
        : RootMember(ref reader);
}
