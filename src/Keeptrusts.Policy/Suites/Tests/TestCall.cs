using System.Text.Json.Nodes;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Linting;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Selectors;

namespace Keeptrusts.Policy.Suites.Tests;

/// <summary>The call of a test, built anew for each run: its texts are rewritten in place.</summary>
internal sealed class TestCall
{
    // What a prompt costs is for the tokenizer of the gateway; a rule of thumb serves tests that do not say.
    private const int CharactersPerToken = 4;

    private readonly MapNode _input;
    private readonly PolicyPlan _plan;
    private readonly ModelGroup? _group;

    public TestCall(TestCase test, PolicyPlan plan, string? environment)
    {
        (_input, _plan) = (test.Input, plan);
        var text = _input.Text("text");
        var chunks = _input.List("chunks") is null ? null : _input.Texts("chunks");
        var answer = _input.Text("upstream_response");

        // The pieces are the answer's, unless there is none and they make up the prompt.
        var ofPrompt = chunks is not null && !_input.Has("upstream_response") && (text is null ? !_input.Has("messages") : text == string.Concat(chunks));
        PromptChunks = ofPrompt ? chunks : null;
        AnswerChunks = ofPrompt ? null : chunks;
        Text = text ?? (ofPrompt ? string.Concat(chunks!) : null);
        Messages = _input.List("messages") is { } written ? (JsonArray)NodeJson.Of(written)! : Text is null ? [] : [Message("user", Text)];
        Tools = _input.List("tools") is { } tools ? (JsonArray)NodeJson.Of(tools)! : [];
        AnswerText = answer ?? (chunks is not null && !ofPrompt ? string.Concat(chunks) : null);
        Choices = _input.Map("upstream_response") is { } completion ? (JsonArray)NodeJson.Of(completion.List("choices")!)! : null;
        Model = _input.Text("model") ?? plan.Targets.SelectMany(t => t.Models).FirstOrDefault(m => !m.Contains('*', StringComparison.Ordinal));
        _group = Model is null ? null : plan.FindGroup(Model);
        Candidates = [.. (_group?.Targets ?? plan.Targets).Where(t => _input.Text("provider") is { } id ? t.Id == id : _group is not null || Model is null || t.Models.Count == 0 || Glob.IsAnyMatch(t.Models, Model))];
        Context = new PolicyContext
        {
            Team = _input.Text("team"),
            Key = _input.Text("key"),
            User = _input.Text("user"),
            Roles = _input.Texts("roles"),
            Ip = _input.Text("ip"),
            Model = Model,
            CandidateModels = _group?.AllNames ?? [],
            Providers = [.. Candidates.Select(t => t.Id)],
            Environment = _input.Text("environment") ?? environment,
        };
    }

    public PolicyContext Context { get; }

    /// <summary>The model asked for; <see langword="null"/> where neither the test nor the document names one.</summary>
    public string? Model { get; }

    /// <summary>The targets that may answer.</summary>
    public IReadOnlyList<TargetPlan> Candidates { get; }

    /// <summary>The prompt as one text; <see langword="null"/> where it is messages.</summary>
    public string? Text { get; }

    /// <summary>The prompt's messages.</summary>
    public JsonArray Messages { get; }

    /// <summary>The definitions of tools.</summary>
    public JsonArray Tools { get; }

    /// <summary>The pieces of the prompt; <see langword="null"/> where it comes whole.</summary>
    public IReadOnlyList<string>? PromptChunks { get; }

    /// <summary>The answer as text; <see langword="null"/> where there is none or it is a completion.</summary>
    public string? AnswerText { get; }

    /// <summary>The choices of an answer that is a completion.</summary>
    public JsonArray? Choices { get; }

    /// <summary>The pieces of the answer; <see langword="null"/> where it comes whole.</summary>
    public IReadOnlyList<string>? AnswerChunks { get; }

    /// <summary>What is known before any text is read.</summary>
    public AdmissionFacts Facts(IReadOnlyList<CorpusChannel> prompt) => new()
    {
        Model = Model ?? "",
        Aliases = _group?.Names ?? [],
        UpstreamModels = _group?.Models ?? [],
        InputTokens = _input.Whole("input_tokens") ?? (prompt.Sum(c => c.Slots.Sum(s => s.Text.Length)) + CharactersPerToken - 1) / CharactersPerToken,
        OutputLimit = _input.Whole("max_tokens"),
    };

    /// <summary>The texts of the prompt: messages, then tool definitions.</summary>
    public IReadOnlyList<CorpusChannel> Prompt() => [.. MessageChannels.Find(Messages), .. ToolTexts.Find(Tools)];

    /// <summary>The messages of the answer.</summary>
    public JsonArray AnswerMessages() => new([.. (Choices ?? []).Select(c => c!["message"]!.DeepClone())]);

    /// <summary>Whether the document refuses a part of the prompt that no policy can read.</summary>
    public bool IsUnreadable(ScopedPlan scope) => UnreadableParts.Any(Messages, _plan.Unreadable, scope);

    private static JsonObject Message(string role, string content) => new() { ["role"] = role, ["content"] = content };
}
