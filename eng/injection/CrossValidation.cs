using Keeptrusts.Policy.Injection;
using Keeptrusts.Policy.Injection.Model;

namespace Keeptrusts.Injection.Training;

/// <summary>Five models, each of which has not seen one fifth of the lines, and what they say of that fifth.</summary>
internal sealed class CrossValidation
{
    /// <summary>Benign windows that may reach the default threshold, of a thousand.</summary>
    private const int FalseAlarms = 14;

    private readonly LinearModel[] _models = new LinearModel[Line.Folds];
    private readonly bool _untrusted;

    public CrossValidation(IReadOnlyList<Example> examples, bool untrusted)
    {
        _untrusted = untrusted;
        var samples = examples.SelectMany(e => Sample.Of(e, untrusted)).ToList();
        var tables = new byte[Line.Folds][];
        var benign = new List<double>();
        for (var fold = 0; fold < Line.Folds; fold++)
        {
            tables[fold] = Trainer.Train([.. samples.Where(s => s.Fold != fold)], 0);
            var model = new LinearModel(tables[fold]);
            benign.AddRange(samples.Where(s => s.Fold == fold && s.Target == 0).Select(s => Logit(model, s)));
        }

        benign.Sort();
        Shift = Math.Round(-benign[^Math.Max(1, benign.Count * FalseAlarms / 1000)] * 64) / 64;
        for (var fold = 0; fold < Line.Folds; fold++)
        {
            _models[fold] = new LinearModel(Trainer.Train([.. samples.Where(s => s.Fold != fold)], Shift));
        }

        Table = Trainer.Train(samples, Shift);
    }

    /// <summary>What brings the rate of false alarms on unseen lines to the wanted one.</summary>
    public double Shift { get; }

    /// <summary>The model of all data.</summary>
    public byte[] Table { get; }

    /// <summary>The score by the model that has not seen the example's line.</summary>
    public double Score(Example example) => InjectionScorer.Score(example.Text, _untrusted, InjectionOptions.Default, _models[example.Fold]).Score;

    private static double Logit(LinearModel model, Sample sample)
    {
        var grams = default(GramSum);
        foreach (var gram in sample.Grams)
        {
            grams.Add(gram, model.Weight(gram));
        }

        var probability = model.Probability(grams, sample.Signals.Sum(model.Weight));
        return Math.Log(Math.Max(probability, 1e-4) / Math.Max(1 - probability, 1e-4));
    }
}
