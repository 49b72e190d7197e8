using System.Security.Cryptography;
using System.Text;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Kinds;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Selectors;

namespace Keeptrusts.Policy.Compilation;

/// <summary>A document without errors → a plan.</summary>
internal static class PolicyCompiler
{
    public static PolicyPlan Compile(PolicyDocument document, KindSet kinds, string text)
    {
        // 1. Names of the chain → blocks, in the chain's order.
        var blocks = document.Chain.Select(entry => document.Block(entry.Name)!).ToList();

        // 2. Blocks in force → what they do.
        var units = blocks.Where(block => block.Enabled).Select(block => Unit(block, kinds.Find(block.Kind)!)).ToArray();

        // 3. Targets with every default filled in.
        var targets = document.Targets.Select(TargetCompiler.Compile).ToArray();

        // 4. Names for several of them, and how one is chosen.
        var groups = RoutingCompiler.Groups(document, targets);
        var routing = RoutingCompiler.Compile(document);

        return new CompiledPlan(document.Pack, blocks, units, targets, groups, routing, Unreadable(document.Unreadable), SelfServiceCompiler.Compile(document.Root), Hash(text));
    }

    private static PolicyUnit Unit(PolicyBlock block, PolicyKind kind)
    {
        var unit = kind.Compile(block);
        return unit with
        {
            Name = block.Name,
            Kind = block.Kind,
            Shadow = block.Shadow,
            Buffered = block.Buffered && !block.Shadow,
            FailsClosed = block.OnError is { } onError ? onError == "block" : unit.Protects,
            Message = block.Message,
            Phases = kind.Schema.PhasesOf(block),
            Scope = new PolicyScope(block, unit.Protects),
        };
    }

    private static UnreadableRule Unreadable(MapNode node)
    {
        return new UnreadableRule(Allows("images"), Allows("files"), Allows("audio"), Allows("remote"));

        bool? Allows(string part) => node.Text(part) is { } choice ? choice == "allow" : null;
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
