using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Schema;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.ExternalModeration;

/// <summary>Asks a moderation service.</summary>
internal sealed partial class ExternalModerationKind : PolicyKind
{
    internal override KindSchema Schema { get; } = new()
    {
        Name = "external-moderation",
        Description = "Asks a moderation service: a webhook, or a declared target with OpenAI's moderation API.",
        Phases = [PolicyPhase.Input, PolicyPhase.Output],
        DefaultPhases = [PolicyPhase.Input],
        Actions = ["warn", "block", "escalate"],
        AnyOf = ["url", "target"],
        Fields =
        [
            Shapes.Field("url", new TextShape(TextForm.HttpUrl), "Address of the webhook."),
            Shapes.Field("target", Shapes.Name, "Id of the declared target that is asked instead."),
            Shapes.Field("model", Shapes.Text, "Moderation model of the target; omni-moderation-latest."),
            Shapes.Field("timeout_ms", new WholeShape(1, 60_000), "How long to wait, in milliseconds; 3000. Past it the policy has failed, and `on_error` decides."),
            Shapes.Field("categories", new NamedShape(new NumberShape(0, 1)), "Score from which each category counts; without it the service's own judgement does."),
        ],
    };

    internal override void Lint(PolicyDocument document, PolicyBlock block, DiagnosticBag diagnostics)
    {
        var node = block.Node;
        if (node.Has("url") && node.Find("target") is { } second)
        {
            diagnostics.Error(RuleCodes.WrongValue, DocumentPath.Key(block.Path, "target"), second.KeySpan, "`url` and `target` are both given, and only one can be asked", "remove one of them");
            return;
        }

        if (node.Text("target") is { Length: > 0 } target && !document.Targets.Any(t => string.Equals(t.Id, target, StringComparison.Ordinal)))
        {
            var near = Nearest.Of(target, document.Targets.Select(t => t.Id));
            var place = node.Find("target")!.Value.Span;
            diagnostics.Add(new Diagnostic(
                RuleCodes.UnknownTarget,
                DiagnosticSeverity.Error,
                DocumentPath.Key(block.Path, "target"),
                place,
                near is null ? $"there is no target `{target}`" : $"there is no target `{target}`; did you mean `{near}`?",
                near is null ? "declare it under `providers.targets`" : $"write `{near}`")
            {
                Fix = near is not null && near == Nearest.Certain(target, document.Targets.Select(t => t.Id)) ? Rename.Of(place, target, near) : null,
            });
        }

        if (document.Targets.FirstOrDefault(t => t.Id == node.Text("target")) is { Provider: "azure-openai" or "echo" or "anthropic" or "chat-client" } silent)
        {
            diagnostics.Error(RuleCodes.WrongValue, DocumentPath.Key(block.Path, "target"), node.Find("target")!.Value.Span, $"`{silent.Id}` is of `{silent.Provider}`, which has no moderation API", "name a target of `openai` or `openai-compatible`, or give a `url`");
        }

        if (Uri.TryCreate(node.Text("url"), UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback)
        {
            diagnostics.Warning(RuleCodes.PlainHttp, DocumentPath.Key(block.Path, "url"), node.Find("url")!.Value.Span, $"`{block.Name}` sends prompts over plain http, in the clear", "use https");
        }

        if (node.Has("url") && node.Find("model") is { } model)
        {
            diagnostics.Warning(RuleCodes.Unreachable, DocumentPath.Key(block.Path, "model"), model.KeySpan, "a webhook is asked for no model", "remove it");
        }

        if (node.Find("categories") is { Value: MapNode { Entries.Count: 0 } } empty)
        {
            diagnostics.Error(RuleCodes.WrongValue, DocumentPath.Key(block.Path, "categories"), empty.Value.Span, "`categories` must not be empty", "name at least one, or remove the key");
        }
    }
}
