using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Kinds.Typed;
using Keeptrusts.Policy.Parsing;
using Keeptrusts.Policy.Schema;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds;

/// <summary>
/// A kind whose fields are the properties of a class: <c>MaxItems</c> is written <c>max_items</c>. Properties may be text, flags, numbers, enums (written
/// <c>snake_case</c>), <see cref="Uri"/> (http and https), <see cref="DateOnly"/>, lists, maps from text, and classes or records of these.
/// <c>required</c> makes a field required, <c>[Description]</c> explains it in editors, <c>[Range]</c> bounds a number, <c>[MinLength]</c> a list;
/// what the document leaves out keeps the property's own default.
/// </summary>
/// <typeparam name="TOptions">The options: a class or record with a constructor without parameters.</typeparam>
/// <exception cref="NotSupportedException">On first use: a property's type cannot be written in a document, or the options have no constructor without parameters.</exception>
#pragma warning disable RS0022 // The base class stays closed: this is the one way to derive from it.
public abstract class PolicyKind<TOptions> : PolicyKind
#pragma warning restore RS0022
    where TOptions : class // `new()` would forbid required members.
{
    private KindSchema? _schema;

    /// <summary>The name by which documents call it: lower-case words with hyphens.</summary>
    public abstract string Name { get; }

    /// <summary>One sentence for editors.</summary>
    public abstract string Description { get; }

    /// <summary>The phases in which it can act, and does unless the document names fewer.</summary>
    public abstract IReadOnlyList<PolicyPhase> Phases { get; }

    /// <summary>Values of <c>action</c>, which the document must then give; empty by default: the kind has one natural action.</summary>
    public virtual IReadOnlyList<PolicyAction> Actions => [];

    internal sealed override KindSchema Schema => _schema ??= OptionsShape.Kind(Name, Description, Phases, Actions, typeof(TOptions));

    /// <summary>Checks what the structure alone cannot tell. Called for blocks whose structure is right.</summary>
    /// <param name="options">What the block says.</param>
    /// <param name="lint">Takes the findings.</param>
    protected virtual void Lint(TOptions options, KindLint lint)
    {
    }

    /// <summary>Says what a block does. Called once per block and plan, after every check; what it returns is shared by all calls.</summary>
    /// <param name="options">What the block says.</param>
    /// <param name="block">What it says beside the kind's own fields.</param>
    protected abstract PolicyUnit Compile(TOptions options, KindBlock block);

    internal sealed override void Lint(PolicyBlock block, DiagnosticBag diagnostics)
    {
        var structure = new DiagnosticBag();
        new ShapeValidator(structure).Check(Schema.Block, block.Node, block.Path, block.Span);
        if (!structure.HasErrors)
        {
            Lint(Options(block), new KindLint(block, Facts(block), diagnostics));
        }
    }

    internal sealed override PolicyUnit Compile(PolicyBlock block)
    {
        var facts = Facts(block);
        return Compile(Options(block), facts) with { Protects = facts.Action != PolicyAction.Warn };
    }

    private static TOptions Options(PolicyBlock block) => (TOptions)OptionsReader.Read(block.Node, typeof(TOptions));

    private static KindBlock Facts(PolicyBlock block) =>
        new(block.Name, Enum.TryParse<PolicyAction>(block.Action, ignoreCase: true, out var action) ? action : null, block.Shadow);
}
