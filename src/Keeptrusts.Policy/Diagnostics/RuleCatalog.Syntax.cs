namespace Keeptrusts.Policy.Diagnostics;

/// <content>Whether the file can be read at all.</content>
public static partial class RuleCatalog
{
    private static RuleInfo[] Syntax =>
    [
        Error(RuleCodes.Syntax, "The file is not YAML") with
        {
            IsEssential = true,
        },
        Error(RuleCodes.DuplicateKey, "A key is given twice") with
        {
            IsEssential = true,
        },
        Error(RuleCodes.UnknownKey, "Unknown key") with
        {
            IsEssential = true,
        },
        Error(RuleCodes.MissingField, "A required field is missing") with
        {
            IsEssential = true,
        },
        Error(RuleCodes.WrongValue, "Wrong type, value or range") with
        {
            IsEssential = true,
        },
        Error(RuleCodes.UnknownKind, "Unknown policy kind") with
        {
            IsEssential = true,
        },
        Error(RuleCodes.NoBlock, "A chain entry has no block") with
        {
            IsEssential = true,
        },
        Error(RuleCodes.DuplicateChainEntry, "A policy stands twice in the chain") with
        {
            IsEssential = true,
        },
        Error(RuleCodes.TooLarge, "The document is too large, too deep or never ends") with
        {
            IsEssential = true,
        },
        Error(RuleCodes.ListDialect, "Older list style") with
        {
            IsEssential = true,
        },
    ];
}
