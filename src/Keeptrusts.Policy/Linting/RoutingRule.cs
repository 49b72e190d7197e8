using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Selectors;

namespace Keeptrusts.Policy.Linting;

/// <summary>KT1004, KT0005: what model groups name exists, no name means two groups, and every target of a group has a model to be sent.</summary>
internal sealed class RoutingRule : DocumentRule
{
    public override void Check(PolicyDocument document, DiagnosticBag diagnostics)
    {
        var names = new Dictionary<string, NamedPlace>(StringComparer.OrdinalIgnoreCase);
        foreach (var group in document.Groups)
        {
            CheckName(new(group.Name, group.NameSpan, DocumentPath.Key(group.Path, "name")), names, diagnostics);
            foreach (var alias in group.Aliases)
            {
                CheckName(alias, names, diagnostics);
            }

            var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var use in group.Targets)
            {
                CheckTarget(document, group, use, seen, diagnostics);
            }
        }
    }

    private static void CheckName(NamedPlace name, Dictionary<string, NamedPlace> names, DiagnosticBag diagnostics)
    {
        if (name.Name.Length == 0)
        {
            return;
        }

        if (!Glob.IsName(name.Name))
        {
            diagnostics.Error(RuleCodes.WrongValue, name.Path, name.Span, $"`{name.Name}` is a pattern, and calls ask for a group by its name", "write the name out");
        }
        else if (names.TryGetValue(name.Name, out var first))
        {
            diagnostics.Error(RuleCodes.WrongValue, name.Path, name.Span, $"`{name.Name}` is already a name at {first.Path} on line {first.Span.Line}", "give each group names of its own");
        }
        else
        {
            names[name.Name] = name;
        }
    }

    private static void CheckTarget(PolicyDocument document, GroupBlock group, NamedPlace use, HashSet<string> seen, DiagnosticBag diagnostics)
    {
        var target = document.Targets.FirstOrDefault(t => string.Equals(t.Id, use.Name, StringComparison.OrdinalIgnoreCase));
        if (target is null)
        {
            var near = Nearest.Of(use.Name, document.Targets.Select(t => t.Id));
            diagnostics.Add(new Diagnostic(
                RuleCodes.UnknownTarget,
                DiagnosticSeverity.Error,
                use.Path,
                use.Span,
                $"`{use.Name}` is no target of the document" + (near is null ? "" : $"; did you mean `{near}`?"),
                near is null ? "name a target of `providers.targets`" : $"write `{near}`")
            {
                Fix = near is not null && near == Nearest.Certain(use.Name, document.Targets.Select(t => t.Id)) && !group.Targets.Any(t => t.Name == near) ? Rename.Of(use.Span, use.Name, near) : null,
            });
        }
        else if (!seen.Add(use.Name))
        {
            diagnostics.Error(RuleCodes.WrongValue, use.Path, use.Span, $"`{use.Name}` stands twice in the group", "remove one");
        }
        else if (group.Name.Length > 0 && GroupModel.Of(group.Name, target) is null)
        {
            diagnostics.Error(
                RuleCodes.WrongValue,
                use.Path,
                use.Span,
                $"`{target.Id}` has no model for `{group.Name}`: its `models` are patterns that do not match this name",
                $"write the model that it is to be sent first in the `models` of `{target.Id}`");
        }
    }
}
