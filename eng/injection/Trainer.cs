using System.Buffers.Binary;
using Keeptrusts.Policy.Injection.Model;

namespace Keeptrusts.Injection.Training;

/// <summary>Logistic regression by AdaGrad, in a fixed order, then rounded to bytes.</summary>
internal static class Trainer
{
    private const int Epochs = 10;
    private const double Rate = 0.6;
    private const double Decay = 2e-5;
    private const double FixedPoint = 1 << 20;

    /// <summary>Weights beyond the largest few are cut, so that the bytes serve the many.</summary>
    private const int Outliers = 24;

    /// <param name="samples">What to learn from.</param>
    /// <param name="shift">Added to the bias: what moves the default threshold to the wanted rate of false alarms.</param>
    /// <returns>One model in the form of the embedded table.</returns>
    public static byte[] Train(IReadOnlyList<Sample> samples, double shift)
    {
        var attacks = samples.Where(s => s.Target > 0).Sum(s => s.Weight);
        var balance = (samples.Sum(s => s.Weight) - attacks) / attacks;
        var weights = new double[FeatureHash.Size];
        var squares = new double[FeatureHash.Size];
        var (bias, biasSquares) = (0.0, 1e-3);
        var order = samples.ToArray();
        var random = new SeededRandom(99);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (var sample in order)
            {
                var slope = (PortableMath.Sigmoid(Logit(weights, bias, sample)) - sample.Target) * sample.Weight * (sample.Target > 0 ? balance : 1);
                foreach (var gram in sample.Grams)
                {
                    Step(weights, squares, gram, slope * sample.Scale(gram));
                }

                foreach (var signal in sample.Signals)
                {
                    Step(weights, squares, signal, slope * 0.5);
                }

                biasSquares += slope * slope;
                bias -= Rate * slope / Math.Sqrt(biasSquares);
            }
        }

        return Quantise(weights, bias + shift);
    }

    private static double Logit(double[] weights, double bias, Sample sample)
    {
        var (grams, signals) = (0.0, 0.0);
        foreach (var gram in sample.Grams)
        {
            grams += weights[gram] * sample.Scale(gram);
        }

        foreach (var signal in sample.Signals)
        {
            signals += weights[signal];
        }

        return bias + grams + signals;
    }

    private static void Step(double[] weights, double[] squares, int index, double gradient)
    {
        gradient += Decay * weights[index];
        squares[index] += gradient * gradient;
        weights[index] -= Rate * gradient / Math.Sqrt(squares[index] + 1e-3);
    }

    private static byte[] Quantise(double[] weights, double bias)
    {
        var largest = weights.Select(Math.Abs).OrderDescending().ElementAt(Outliers);
        var unit = (int)Math.Round(largest / 127 * FixedPoint);
        var table = new byte[LinearModel.Length];
        BinaryPrimitives.WriteInt32LittleEndian(table, (int)Math.Round(bias * FixedPoint));
        BinaryPrimitives.WriteInt32LittleEndian(table.AsSpan(4), unit);
        for (var i = 0; i < weights.Length; i++)
        {
            table[8 + i] = (byte)(sbyte)Math.Clamp(Math.Round(weights[i] * FixedPoint / unit), -127, 127);
        }

        return table;
    }
}
