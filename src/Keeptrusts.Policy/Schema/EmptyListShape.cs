namespace Keeptrusts.Policy.Schema;

/// <summary>A list that this version accepts only while it is empty.</summary>
/// <param name="What">What its items would be, in the plural.</param>
internal sealed record EmptyListShape(string What) : Shape
{
    public override string Wanted => "an empty list";
}
