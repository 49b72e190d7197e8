using CsCheck;
using Keeptrusts.Gateway.Middleware.Routing;
using Microsoft.Extensions.Time.Testing;

namespace Keeptrusts.Gateway.Middleware.Tests.Routing;

public sealed class CircuitBreakerTests
{
    private const int Threshold = 3;
    private static readonly TimeSpan Cooldown = TimeSpan.FromSeconds(10);

    private enum Act
    {
        Enter,
        Succeed,
        Fail,
        Leave,
        Hear,
        Wait,
    }

    /// <summary>Any order of calls and reports, late ones included, against a model that keeps the whole history.</summary>
    [Fact]
    public void Breaker_AnyHistory_LetsInWhomTheModelLetsIn() => Gen.Select(Gen.Enum<Act>(), Gen.Int[0, 5]).Array[0, 60].Sample(
        steps =>
        {
            var time = new FakeTimeProvider();
            var breaker = new CircuitBreaker(time);
            var model = new Model();
            var calls = new List<(int Ticket, int Era)>();
            foreach (var (act, number) in steps)
            {
                if (act == Act.Wait)
                {
                    time.Advance(TimeSpan.FromSeconds(number * 2));
                    model.Now += number * 2;
                }
                else if (act == Act.Enter)
                {
                    var entered = breaker.TryEnter(out var ticket);
                    Assert.Equal(model.Enter(), entered);
                    if (entered)
                    {
                        calls.Add((ticket, model.Era));
                    }
                }
                else if (calls.Count > 0)
                {
                    var index = number % calls.Count;
                    var (ticket, era) = calls[index];
                    if (act != Act.Hear)
                    {
                        calls.RemoveAt(index);
                    }

                    Report(breaker, model, act, ticket, era);
                }

                Assert.Equal(model.OpenFor, breaker.OpenFor()?.TotalSeconds);
            }
        },
        iter: 5000);

    [Fact]
    public async Task Breaker_ManyCallersWhenTheCooldownIsOver_OneIsLetIn()
    {
        var time = new FakeTimeProvider();
        for (var round = 0; round < 200; round++)
        {
            var breaker = new CircuitBreaker(time);
            Assert.True(breaker.TryEnter(out var ticket) && breaker.Failed(ticket, 1, Cooldown));
            time.Advance(Cooldown);
            var entered = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => breaker.TryEnter(out var _))));
            Assert.Single(entered, true);
        }
    }

    private static void Report(CircuitBreaker breaker, Model model, Act act, int ticket, int era)
    {
        switch (act)
        {
            case Act.Succeed:
                Assert.Equal(model.Succeed(era), breaker.Succeeded(ticket));
                break;
            case Act.Hear:
                Assert.Equal(model.Probing && model.Succeed(era), breaker.Heard(ticket));
                break;
            case Act.Fail:
                Assert.Equal(model.Fail(era), breaker.Failed(ticket, Threshold, Cooldown));
                break;
            default:
                model.Leave(era);
                breaker.Left(ticket);
                break;
        }
    }

    /// <summary>The states as one would draw them; an era begins with every change.</summary>
    private sealed class Model
    {
        private string _state = "closed";
        private int _failures;
        private int _openedAt;

        public int Now { get; set; }

        public int Era { get; private set; }

        public bool Probing => _state == "probing";

        public double? OpenFor => _state == "closed" ? null : Left > 0 ? Left : Probing ? 0 : null;

        private int Left => _openedAt + (int)Cooldown.TotalSeconds - Now;

        public bool Enter()
        {
            if (_state == "open" && Left <= 0)
            {
                Turn("probing");
                return true;
            }

            return _state == "closed";
        }

        public bool Succeed(int era)
        {
            if (era != Era)
            {
                return false;
            }

            _failures = 0;
            if (!Probing)
            {
                return false;
            }

            Turn("closed");
            return true;
        }

        public bool Fail(int era)
        {
            if (era != Era || (_state == "closed" && ++_failures < Threshold))
            {
                return false;
            }

            _openedAt = Now;
            Turn("open");
            return true;
        }

        public void Leave(int era)
        {
            if (era == Era && Probing)
            {
                _state = "open"; // With its time run out: the next one may try.
            }
        }

        private void Turn(string state)
        {
            _state = state;
            Era++;
        }
    }
}
