namespace Keeptrusts.Injection.Training;

/// <summary>One text to learn from or to judge by.</summary>
/// <param name="Text">The text.</param>
/// <param name="IsAttack">What it is.</param>
/// <param name="Category">The heading it stands under.</param>
/// <param name="Fold">Which fifth of the data it belongs to; texts of one line are always in the same.</param>
/// <param name="Weight">How much it counts: a line with slots counts little more than one without.</param>
internal sealed record Example(string Text, bool IsAttack, string Category, int Fold, double Weight);
