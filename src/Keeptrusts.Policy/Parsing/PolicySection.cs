using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Schema;

namespace Keeptrusts.Policy.Parsing;

/// <summary>Checks the blocks under <c>policy</c>, each by the shape of its kind.</summary>
/// <param name="kinds">The kinds.</param>
/// <param name="chain">The chain, whose entries are renamed with a block; <see langword="null"/>: there is none.</param>
/// <param name="validator">Checks blocks of known kinds.</param>
/// <param name="diagnostics">Receives the problems.</param>
internal sealed class PolicySection(KindSchemas kinds, ListNode? chain, ShapeValidator validator, DiagnosticBag diagnostics)
{
    public void Check(MapNode section)
    {
        foreach (var entry in section.Entries)
        {
            var path = DocumentPath.Key("policy", entry.Key);
            switch (entry.Value)
            {
                case MapNode block:
                    CheckBlock(entry, block, path, section);
                    break;
                case ScalarNode { Kind: ScalarKind.Null }:
                    CheckBlock(entry, MapNode.Empty, path, section);
                    break;
                default:
                    diagnostics.Error(RuleCodes.WrongValue, path, entry.Value.Span, $"`{entry.Key}` must be a mapping (`key: value`)");
                    break;
            }
        }
    }

    private void CheckBlock(MapEntry entry, MapNode block, string path, MapNode section)
    {
        if (block.Find(ShapeValidator.MergeKey) is { } merge)
        {
            validator.Merged(merge, path);
            return;
        }

        var written = block.Find("kind");
        if (written is { Value: not ScalarNode { Kind: ScalarKind.String } })
        {
            diagnostics.Error(RuleCodes.WrongValue, DocumentPath.Key(path, "kind"), written.KeySpan, "`kind` must be text: the name of a kind");
            return;
        }

        var name = block.Text("kind") ?? entry.Key;
        if (kinds.Find(name) is not { } kind)
        {
            UnknownKind(name, written is null ? entry.KeySpan : written.Value.Span, written is null ? path : DocumentPath.Key(path, "kind"), written is null, section);
            return;
        }

        if (name != entry.Key && kinds.Find(entry.Key) is not null)
        {
            diagnostics.Error(
                RuleCodes.WrongValue,
                DocumentPath.Key(path, "kind"),
                written!.Value.Span,
                $"`kind` must be `{entry.Key}`: a block with the name of a kind is of that kind",
                $"give the block another name, or remove `kind`");
            return;
        }

        validator.Check(kind.Block, block, path, entry.KeySpan);
        var actionMissing = kind.Actions.Count > 0 && !block.Has("action") && !kind.ActionGiven(block);
        if (actionMissing && !block.Entries.Any(e => kind.Block.Find(e.Key) is null && Nearest.Of(e.Key, ["action"]) is not null))
        {
            validator.Missing("action", path, entry.KeySpan, new ChoiceShape(kind.Actions, []));
        }

        if (kind.AnyOf.Count > 0 && !kind.AnyOf.Any(block.Has))
        {
            diagnostics.Error(
                RuleCodes.MissingField,
                DocumentPath.Key(path, kind.AnyOf[0]),
                entry.KeySpan,
                $"`{path}` needs at least one of {string.Join(", ", kind.AnyOf.Select(f => $"`{f}`"))}");
        }
    }

    private void UnknownKind(string name, SourceSpan span, string path, bool isBlockName, MapNode section)
    {
        var available = "available: " + string.Join(", ", kinds.Names);
        if (kinds.IsLater(name))
        {
            diagnostics.Error(RuleCodes.UnknownKind, path, span, $"kind `{name}` is not available in this version", available);
            return;
        }

        var near = Nearest.Of(name, kinds.Names);
        diagnostics.Add(new Diagnostic(
            RuleCodes.UnknownKind,
            DiagnosticSeverity.Error,
            path,
            span,
            near is null ? $"unknown policy kind `{name}` at {path}" : $"unknown policy kind `{name}` at {path}; did you mean `{near}`?",
            near is not null ? $"write `{near}`" : isBlockName ? $"add `kind: …` to the block; {available}" : available)
        {
            Fix = near is null || near != Nearest.Certain(name, kinds.Names) ? null : isBlockName ? RenameBlock(name, span, near, section) : Rename.Of(span, name, near),
        });
    }

    // A block's name stands in the chain, too.
    private DiagnosticFix? RenameBlock(string name, SourceSpan span, string right, MapNode section)
    {
        var entries = (chain?.Items ?? []).OfType<ScalarNode>().ToList();
        return section.Has(right) || entries.Exists(e => e.Text == right) ? null
            : Rename.Of([span, .. entries.Where(e => e.Text == name).Select(e => e.Span)], name, right);
    }
}
