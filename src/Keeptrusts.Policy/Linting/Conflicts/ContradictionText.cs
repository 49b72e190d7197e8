using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Linting.Conflicts.Scopes;

namespace Keeptrusts.Policy.Linting.Conflicts;

/// <summary>Says KT3001.</summary>
internal static class ContradictionText
{
    public static Diagnostic Write(Contradiction one)
    {
        var (weak, strong) = (one.Weak, one.Strong[0]);
        var (verb, stricter) = (Wording.Verb(weak.Action), Wording.Verb(strong.Action));
        var things = Wording.List(one.Subjects);
        var them = one.Subjects.Count == 1 ? "it" : "them";
        var wins = $"the {Wording.Noun(strong.Action)} wins";
        var where = Selected.Words(weak.Policy.Block);
        var byDefault = ClaimRules.AreMeant(weak, strong) ? "" : ", which their kinds find by default";
        var others = Wording.Names([.. one.Strong.Select(s => s.Policy)], "or");
        var request = Wording.Request(one.Witness);
        var message = (one.Kind, one.Strong.Count) switch
        {
            (ContradictionKind.Equal, _) => $"`{weak.Policy.Name}` {verb} {things}, and `{strong.Policy.Name}` {stricter} {them} for the same calls ({where}){byDefault}: {wins}",
            (ContradictionKind.Inside, 1) => $"`{weak.Policy.Name}` {verb} {things} ({where}), but `{strong.Policy.Name}` {stricter} {them} for all of these calls{byDefault}: {wins}",
            (ContradictionKind.Inside, _) => $"`{weak.Policy.Name}` {verb} {things} ({where}), but for each of these calls {others} is stricter",
            _ => $"`{weak.Policy.Name}` {verb} {things}, and `{strong.Policy.Name}` {stricter} {them}{byDefault}: where both apply{(request.Length == 0 ? "" : $" ({request})")}, {wins}",
        };
        return new Diagnostic(RuleCodes.Contradiction, one.Severity, weak.Path, weak.Span, message, Suggest(one))
        {
            Related = [.. one.Strong.Select(Wording.Place)],
            Witness = one.Witness,
        };
    }

    private static string Suggest(Contradiction one)
    {
        var (weak, strong) = (one.Weak, one.Strong[0]);
        if (one.Severity == DiagnosticSeverity.Info)
        {
            return $"if that is not wanted, narrow one of them with `when`, `except` or `exclude`";
        }

        var leaveOut = weak.Subject.StartsWith("entity:", StringComparison.Ordinal) && !weak.IsListed && weak.Policy.Claims.Count > one.Subjects.Count
            ? $"add {(one.Subjects.Count == 1 ? $"`exclude: [{one.Subjects[0]}]`" : "them as `exclude`")} to `{weak.Policy.Name}`"
            : weak.Policy.Claims.Count > one.Subjects.Count ? $"remove {(one.Subjects.Count == 1 ? "it" : "them")} from `{weak.Policy.Name}`"
            : $"remove `{weak.Policy.Name}`";
        return $"{leaveOut}, or narrow `{strong.Policy.Name}` with `when` or `except`";
    }
}
