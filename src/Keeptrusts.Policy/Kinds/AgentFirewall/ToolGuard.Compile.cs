using System.Text.Json;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Judging;
using Keeptrusts.Policy.Selectors;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.AgentFirewall;

/// <summary>Judges tool calls by one <c>agent-firewall</c>.</summary>
internal sealed class ToolGuard : IToolPolicy
{
    // Two readers of one text must see one value: a repeated key is refused.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Globs of tools that may be called; <see langword="null"/>: any.</summary>
    public IReadOnlyList<string>? Allowed { get; init; }

    public IReadOnlyList<string> Blocked { get; init; } = [];

    public IReadOnlyList<ArgumentRule> Rules { get; init; } = [];

    public int? MaxActions { get; init; }

    public int? FreeActions { get; init; }

    public Judgement Judge(ToolCall tool, PolicyCall call, int number)
    {
        if (!Glob.Admits(Allowed, Blocked, tool.Name))
        {
            return new Judgement(Verdict.Block, ReasonCodes.ToolDenied, [ToolFindings.Name(tool)], "the answer calls a tool that is not allowed");
        }

        if (number > MaxActions)
        {
            return new Judgement(Verdict.Block, ReasonCodes.ToolDenied, [ToolFindings.Name(tool)], $"a session may call tools {MaxActions} times");
        }

        var broken = Rules.Count == 0 ? null : Broken(tool);
        if (broken is Verdict.Block)
        {
            return new Judgement(Verdict.Block, ReasonCodes.ToolDenied, [ToolFindings.Arguments(tool)], "the answer calls a tool with arguments that are not allowed");
        }

        return broken is Verdict.Escalate || number > FreeActions
            ? new Judgement(Verdict.Escalate, ReasonCodes.HumanApprovalRequired, [broken is null ? ToolFindings.Name(tool) : ToolFindings.Arguments(tool)], "a human has to allow this tool call")
            : Judgement.Pass;
    }

    /// <summary>The gravest verdict of the rules that a call breaks; <see langword="null"/>: it keeps them all.</summary>
    private Verdict? Broken(ToolCall tool)
    {
        Verdict? gravest = null;
        JsonDocument? arguments = null;
        try
        {
            foreach (var rule in Rules.Where(rule => rule.IsFor(tool.Name)))
            {
                arguments ??= Parse(tool.Arguments);
                if (arguments is null)
                {
                    return Verdict.Block;
                }

                if (!rule.Holds(arguments.RootElement))
                {
                    gravest = gravest > rule.OnViolation ? gravest : rule.OnViolation;
                }
            }
        }
        finally
        {
            arguments?.Dispose();
        }

        return gravest;
    }

    private static JsonDocument? Parse(string arguments)
    {
        try
        {
            // A tool without arguments may be called with nothing at all.
            return JsonDocument.Parse(string.IsNullOrWhiteSpace(arguments) ? "{}" : arguments, Strict);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return null;
        }
    }
}
