using System.Composition;
using Keeptrusts.Analyzers.Rules;
using Keeptrusts.Analyzers.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Keeptrusts.Analyzers.CodeFixes;

/// <summary>KT6007: puts function invocation before the policy, and cache, telemetry and logging behind it, within one chain of calls.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class DecoratorOrderFix() : SourceFix(RuleIdentifiers.DecoratorOrder, "Put the decorators in order")
{
    private protected override SyntaxNode? Apply(SyntaxNode root, SemanticModel model, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var chain = FluentChain.Around(root.FindNode(diagnostic.Location.SourceSpan));
        var policy = chain?.Calls.ToList().FindIndex(c => c.Method == ChatClientChain.Policy) ?? -1;
        if (policy < 0)
        {
            return null;
        }

        var before = chain!.Calls.Take(policy).ToLookup(c => DecoratorOrder.SideOf(c.Method) == DecoratorSide.Inside);
        var after = chain.Calls.Skip(policy + 1).ToLookup(c => DecoratorOrder.SideOf(c.Method) == DecoratorSide.Outside);
        return chain.Replace(root, [.. before[false], .. after[true], chain.Calls[policy], .. before[true], .. after[false]]);
    }
}
