namespace Keeptrusts.Policy.Diagnostics;

/// <summary>The rules by which documents are judged.</summary>
public static class RuleCatalog
{
    /// <summary>All rules, by id.</summary>
    public static IReadOnlyList<RuleInfo> All { get; } =
    [
        Error(RuleCodes.Syntax, "The file is not YAML"),
        Error(RuleCodes.DuplicateKey, "A key is given twice"),
        Error(RuleCodes.UnknownKey, "Unknown key"),
        Error(RuleCodes.MissingField, "A required field is missing"),
        Error(RuleCodes.WrongValue, "Wrong type, value or range"),
        Error(RuleCodes.UnknownKind, "Unknown policy kind"),
        Error(RuleCodes.NoBlock, "A chain entry has no block"),
        Error(RuleCodes.DuplicateChainEntry, "A policy stands twice in the chain"),
        Error(RuleCodes.TooLarge, "The document is too large, too deep or never ends"),
        Error(RuleCodes.ListDialect, "Older list style"),
        Warning(RuleCodes.UnusedBlock, "A policy is not in the chain"),
        Error(RuleCodes.AuditNotLast, "audit-logger is not last"),
        Error(RuleCodes.NewerSchema, "The document is of a newer schema"),
        Warning(RuleCodes.Truncated, "The analysis was cut short"),
        Error(RuleCodes.UndefinedSecret, "A secret names an undefined variable"),
        Error(RuleCodes.DuplicateTarget, "Two targets have one id"),
        Error(RuleCodes.UnknownTarget, "A target is named that does not exist"),
        Warning(RuleCodes.PlainHttp, "A target is reached over plain http"),
        Error(RuleCodes.NoCompliantTarget, "Data routing leaves no target"),
        Warning(RuleCodes.UndeclaredVariable, "A variable is not declared"),
        Error(RuleCodes.CapsReversed, "Soft cap above hard cap"),
        Error(RuleCodes.UselessCap, "A cap is missing, zero or negative"),
        Warning(RuleCodes.NeverBinds, "A limit can never bind"),
        Warning(RuleCodes.Unreachable, "A policy or a part of it can never act"),
        Error(RuleCodes.NobodyToAsk, "An escalation reaches nobody"),
        Error(RuleCodes.BadPattern, "A pattern is invalid or uses unsupported syntax"),
        Error("KT4002", "A pattern is unbounded, or has too many simultaneous starts"),
        Error("KT4003", "A pattern cannot match inside a message"),
        Error(RuleCodes.PatternEmpty, "A pattern matches the empty string"),
        Error(RuleCodes.UnknownInTest, "A test names a policy or target that does not exist"),
    ];

    /// <summary>The rule of an id, or <see langword="null"/>.</summary>
    /// <param name="id">The id, such as <c>KT0004</c>.</param>
    public static RuleInfo? Find(string id) => All.FirstOrDefault(r => r.Id == id);

    /// <summary>The page about a rule.</summary>
    /// <param name="id">The id, such as <c>KT0004</c>.</param>
    public static string HelpUri(string id) => $"https://github.com/keeptrusts/keeptrusts/blob/main/docs/rules/{id}.md";

    private static RuleInfo Error(string id, string title) => new(id, title, DiagnosticSeverity.Error);

    private static RuleInfo Warning(string id, string title) => new(id, title, DiagnosticSeverity.Warning);
}
