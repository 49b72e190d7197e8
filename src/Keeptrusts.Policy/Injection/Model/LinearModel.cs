using System.Buffers.Binary;

namespace Keeptrusts.Policy.Injection.Model;

/// <summary>
/// A logistic regression: n-grams count by the square root of how many there are, structural signals in full. Weights are bytes
/// with a common unit, and the sums are integers, so that every machine gives the same score.
/// </summary>
internal sealed class LinearModel
{
    /// <summary>Bytes of one model in the embedded table: bias, unit, weights.</summary>
    public const int Length = 8 + FeatureHash.Size;

    private const string Resource = "Keeptrusts.Policy.Injection.Model.weights.bin";
    private const double FixedPoint = 1 << 20;

    private readonly sbyte[] _weights = new sbyte[FeatureHash.Size];
    private readonly double _bias;
    private readonly double _unit;

    /// <param name="table">Two little-endian integers in units of 2⁻²⁰, then a signed byte per feature.</param>
    public LinearModel(ReadOnlySpan<byte> table)
    {
        _bias = BinaryPrimitives.ReadInt32LittleEndian(table) / FixedPoint;
        _unit = BinaryPrimitives.ReadInt32LittleEndian(table[4..]) / FixedPoint;
        System.Runtime.InteropServices.MemoryMarshal.Cast<byte, sbyte>(table[8..Length]).CopyTo(_weights);
    }

    /// <summary>For texts that users write.</summary>
    public static LinearModel User { get; } = Embedded(0);

    /// <summary>For tool results, retrieved texts and documents.</summary>
    public static LinearModel Untrusted { get; } = Embedded(1);

    public int Weight(int feature) => _weights[feature];

    /// <summary>The probability of an attack, rounded to four places.</summary>
    /// <param name="grams">The weights of the different n-grams.</param>
    /// <param name="structure">Sum of the weights of structural signals.</param>
    public double Probability(GramSum grams, int structure)
    {
        var logit = _bias + (_unit * (grams.Value + structure));
        return Math.Round(1 / (1 + Math.Exp(-logit)), 4);
    }

    /// <summary>The embedded table as it is.</summary>
    public static byte[] Table()
    {
        using var stream = typeof(LinearModel).Assembly.GetManifestResourceStream(Resource)!;
        var table = new byte[stream.Length];
        stream.ReadExactly(table);
        return table;
    }

    private static LinearModel Embedded(int index) => new(Table().AsSpan(index * Length, Length));
}
